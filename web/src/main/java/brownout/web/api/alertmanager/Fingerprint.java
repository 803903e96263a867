// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.alertmanager;

import brownout.query.data.Labels;
import brownout.query.data.TraceId;
import java.nio.charset.StandardCharsets;

/// The name Alertmanager gives a label set: 16 hex digits of FNV-1a 64 over the sorted labels, each
/// as name, 0xff, value, 0xff.
public final class Fingerprint {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fingerprint() {}

    public static String of(Labels labels) {
        long hash = OFFSET;
        for (int i = 0; i < labels.size(); i++) {
            hash = add(add(hash, labels.name(i)), labels.value(i));
        }
        return TraceId.hex16(hash);
    }

    private static long add(long hash, String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return (hash ^ 0xff) * PRIME;
    }
}
