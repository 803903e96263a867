// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What is released in other ways than to all pods at once.
public sealed interface ReleaseEffect extends Effect {
    /// `pods` pods of `service` in each region run `version` with `config` on top of their settings.
    record Canary(String service, String version, int pods, Map<String, String> config)
            implements ReleaseEffect {
        public Canary {
            config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
        }

        @Override
        public String target() {
            return service;
        }
    }

    /// The canary pods of `service` go back to what the others run.
    record EndCanary(String service) implements ReleaseEffect {
        @Override
        public String target() {
            return service;
        }
    }

    /// The schema change `migration` runs on `database`.
    record Migrate(String database, String migration) implements ReleaseEffect {
        @Override
        public String target() {
            return database;
        }
    }

    /// The schema change `migration` of `database` is undone.
    record UndoMigration(String database, String migration) implements ReleaseEffect {
        @Override
        public String target() {
            return database;
        }
    }
}
