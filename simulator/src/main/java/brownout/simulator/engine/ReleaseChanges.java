// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.ReleaseEffect;
import brownout.simulator.fault.Subjects;
import java.util.Optional;
import java.util.TreeMap;

/// What canaries and schema changes do, and what the change feed says of them.
final class ReleaseChanges {
    private final World world;

    ReleaseChanges(World world) {
        this.world = world;
    }

    Optional<ChangeRow> apply(State state, ReleaseEffect effect, String actor, int tick) {
        return switch (effect) {
            case ReleaseEffect.Canary canary -> canary(state, canary, actor, tick);
            case ReleaseEffect.EndCanary(var service) -> {
                var last = state.desired.canary(world.indexOf(service));
                endCanary(state, service);
                yield row(
                        tick,
                        "canary",
                        service,
                        actor,
                        "Ended the canary of " + service,
                        last == null ? "there was none" : "no pods run " + last.version());
            }
            case ReleaseEffect.Migrate(var database, var name) -> {
                state.desired =
                        state.desired.with(
                                state.desired.controls().migration(database, name, true));
                yield row(
                        tick,
                        "migration",
                        database,
                        actor,
                        "Ran schema change " + name + " on " + database,
                        "");
            }
            case ReleaseEffect.UndoMigration(var database, var name) -> {
                state.desired =
                        state.desired.with(
                                state.desired.controls().migration(database, name, false));
                state.holding = state.holding.without(Subjects.migration(database, name));
                yield row(
                        tick,
                        "migration",
                        database,
                        actor,
                        "Undid schema change " + name + " of " + database,
                        "");
            }
        };
    }

    private Optional<ChangeRow> canary(
            State state, ReleaseEffect.Canary canary, String actor, int tick) {
        int s = world.indexOf(canary.service());
        var current = state.desired.current(s);
        var config = new TreeMap<>(current.config());
        config.putAll(canary.config());
        var last = state.desired.canary(s);
        int number = last == null ? -1 : last.number() - 1; // never that of a release to all
        var revision = Names.revision(canary.service(), number, canary.version(), config);
        state.desired = state.desired.canary(s, revision, canary.pods());
        return row(
                tick,
                "canary",
                canary.service(),
                actor,
                "Started a canary of " + canary.service() + " " + canary.version(),
                canary.pods()
                        + " pods per region; "
                        + Operations.difference(current, canary.version(), config));
    }

    /// Lets no pods run anything else than the service's own release.
    void endCanary(State state, String service) {
        int s = world.indexOf(service);
        state.desired = state.desired.canary(s, state.desired.canary(s), 0);
    }

    private static Optional<ChangeRow> row(
            int tick, String kind, String target, String actor, String summary, String detail) {
        return Optional.of(new ChangeRow(tick, kind, target, actor, summary, detail));
    }
}
