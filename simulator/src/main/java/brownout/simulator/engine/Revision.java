// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What a deployment's pods run: a version with settings. Each change makes a new one; `number` counts
/// within a service from 0. `hash` is the text that pod names carry.
public record Revision(int number, String version, Map<String, String> config, String hash) {
    public Revision {
        config = Collections.unmodifiableMap(new TreeMap<>(config));
    }
}
