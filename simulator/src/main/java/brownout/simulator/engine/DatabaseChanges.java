// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.DatabaseEffect;
import java.util.Optional;

/// What the change feed says of what people did to a database; nothing where nobody would announce it.
final class DatabaseChanges {
    private DatabaseChanges() {}

    static Optional<ChangeRow> row(DatabaseEffect effect, String actor, int tick) {
        return switch (effect) {
            case DatabaseEffect.QueryWork _ -> Optional.empty();
        };
    }
}
