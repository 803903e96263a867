// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.fault.Effect;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Everything people can do to an estate; the same list in every drill. One row has the name, the
/// arguments, the words for people, and the effect.
public final class ActionCatalogue {
    private static final String ROLLING = "pods are replaced one after another, about a minute";

    private static final List<Row> OWN =
            List.of(
                    row(
                            "rollback",
                            "SERVICE [--to VERSION]",
                            "Go back to the previous version, or the one named, with its settings.",
                            ROLLING,
                            ActionEffects::rollback),
                    row(
                            "restart",
                            "SERVICE [--region REGION]",
                            "Replace every pod of a service by a fresh one.",
                            ROLLING,
                            ActionEffects::restart),
                    row(
                            "scale",
                            "SERVICE --replicas N [--region REGION]",
                            "Set the number of pods per region, 1 to 20.",
                            "new pods take about half a minute",
                            ActionEffects::scale),
                    row(
                            "config",
                            "SERVICE KEY=VALUE",
                            "Set one environment variable; pods are replaced to read it.",
                            ROLLING,
                            ActionEffects::config),
                    row(
                            "pool",
                            "SERVICE DATABASE --size N",
                            "Resize the connection pool that each pod holds, at run time, 1 to 500.",
                            "a few seconds, without a restart",
                            ActionEffects::pool));

    /// Those of every family.
    private static final List<Row> ROWS =
            Stream.of(
                            OWN,
                            PodActions.ROWS,
                            PolicyActions.ROWS,
                            ReleaseActions.ROWS,
                            NetworkActions.ROWS,
                            DatabaseActions.ROWS,
                            CacheActions.ROWS,
                            QueueActions.ROWS,
                            CollectorActions.ROWS)
                    .flatMap(List::stream)
                    .toList();

    public static final List<Action> ACTIONS = ROWS.stream().map(Row::action).toList();

    private ActionCatalogue() {}

    /// An action with what it does.
    record Row(Action action, Function<Arguments, Effect> effect) {}

    static Row row(
            String name,
            String arguments,
            String doc,
            String latency,
            Function<Arguments, Effect> effect) {
        return new Row(new Action(name, arguments, doc, latency), effect);
    }

    static Optional<Row> row(String name) {
        return ROWS.stream().filter(row -> row.action().name().equals(name)).findFirst();
    }

    static List<String> names() {
        return ACTIONS.stream().map(Action::name).toList();
    }
}
