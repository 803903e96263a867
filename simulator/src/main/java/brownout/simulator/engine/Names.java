// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Map;
import java.util.TreeMap;

/// Names as Kubernetes gives them.
final class Names {
    /// The letters of generated names: no vowels and nothing that looks like another.
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private Names() {}

    static Revision revision(
            String service, int number, String version, Map<String, String> config) {
        long hash = Rng.hash(Rng.hash(number, service), version);
        for (var setting : new TreeMap<>(config).entrySet()) {
            hash = Rng.hash(Rng.hash(hash, setting.getKey()), setting.getValue());
        }
        return new Revision(number, version, config, letters(hash, 9 + (int) (hash >>> 63)));
    }

    /// `service-hash-xxxxx`.
    static String pod(String service, Revision revision, long hash) {
        return service + "-" + revision.hash() + "-" + letters(hash, 5);
    }

    static String letters(long hash, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(Rng.below(Rng.hash(hash, i), ALPHABET.length())));
        }
        return text.toString();
    }
}
