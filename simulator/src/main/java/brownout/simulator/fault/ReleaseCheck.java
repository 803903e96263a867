// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Checks.known;
import static brownout.simulator.fault.Checks.service;
import static brownout.simulator.fault.Checks.within;

import brownout.simulator.estate.Estate;
import java.util.Optional;

/// Whether a canary or schema change makes sense in an estate.
final class ReleaseCheck {
    private ReleaseCheck() {}

    static Optional<String> check(ReleaseEffect effect, Estate estate) {
        return switch (effect) {
            case ReleaseEffect.Canary(var service, var version, var pods, var config) ->
                    service(service, estate)
                            .or(() -> Effects.version(version))
                            .or(() -> within("pods", pods, 1, 20))
                            .or(() -> Effects.config(service, config, estate));
            case ReleaseEffect.EndCanary(var service) -> service(service, estate);
            case ReleaseEffect.Migrate(var database, var name) -> migration(database, name, estate);
            case ReleaseEffect.UndoMigration(var database, var name) ->
                    migration(database, name, estate);
        };
    }

    private static Optional<String> migration(String database, String name, Estate estate) {
        var databases = estate.databases().stream().map(Estate.Database::name).toList();
        return known("database", database, databases)
                .or(() ->
                        name.matches("[0-9a-z][0-9a-z_-]{0,63}")
                                ? Optional.empty()
                                : Optional.of(
                                        "\""
                                                + name
                                                + "\" is not a schema change. Write for example"
                                                + " 0142_drop_note"));
    }
}
