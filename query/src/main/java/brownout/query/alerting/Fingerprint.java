// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.Labels;
import brownout.query.data.TraceId;
import java.nio.charset.StandardCharsets;

/// The identity of an alert in Alertmanager's API: FNV-1a 64 over the sorted labels, each as name,
/// 0xff, value, 0xff, in 16 hex digits.
public final class Fingerprint {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fingerprint() {}

    public static String of(Labels labels) {
        long hash = BASIS;
        for (int i = 0; i < labels.size(); i++) {
            hash = add(hash, labels.name(i));
            hash = add(hash, labels.value(i));
        }
        return TraceId.hex16(hash);
    }

    private static long add(long start, String text) {
        long hash = start;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * PRIME;
        }
        return (hash ^ 0xff) * PRIME;
    }
}
