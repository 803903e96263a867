// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.fault.Effect;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
                            "an earlier version of the service",
                            "what the newer version added is gone; an older bug is back",
                            ActionEffects::rollback),
                    row(
                            "restart",
                            "SERVICE [--region REGION]",
                            "Replace every pod of a service by a fresh one.",
                            ROLLING,
                            "",
                            "caches inside the pods are cold; one pod less in each region meanwhile",
                            ActionEffects::restart),
                    row(
                            "scale",
                            "SERVICE --replicas N [--region REGION]",
                            "Set the number of pods per region, 1 to 20.",
                            "new pods take about half a minute",
                            "room on the nodes for more pods",
                            "more pods open more database connections; fewer may be too few",
                            ActionEffects::scale),
                    row(
                            "config",
                            "SERVICE KEY=VALUE",
                            "Set one environment variable; pods are replaced to read it.",
                            ROLLING,
                            "a setting that the service has",
                            "a wrong value reaches every pod; settings that others changed stay",
                            ActionEffects::config),
                    row(
                            "pool",
                            "SERVICE DATABASE --size N",
                            "Resize the connection pool that each pod holds, at run time, 1 to 500.",
                            "a few seconds, without a restart",
                            "a pool of the service to that database",
                            "a larger one may exceed max_connections and push out others",
                            ActionEffects::pool));

    /// Actions of one kind of thing, and what those are called.
    public record Family(String title, List<Action> actions) {
        public Family {
            actions = List.copyOf(actions);
        }
    }

    private record Rows(String title, List<Row> rows) {
        Family family() {
            return new Family(title, rows.stream().map(Row::action).toList());
        }
    }

    private static final List<Rows> ALL =
            List.of(
                    new Rows("Services", OWN),
                    new Rows("Pods, probes and nodes", PodActions.ROWS),
                    new Rows("Switches", PolicyActions.ROWS),
                    new Rows("Canaries and schema changes", ReleaseActions.ROWS),
                    new Rows("Network", NetworkActions.ROWS),
                    new Rows("Databases", DatabaseActions.ROWS),
                    new Rows("Caches", CacheActions.ROWS),
                    new Rows("Queues", QueueActions.ROWS),
                    new Rows("Monitoring", CollectorActions.ROWS),
                    new Rows("Alerting", RoutingActions.ROWS));

    public static final List<Family> FAMILIES = ALL.stream().map(Rows::family).toList();

    private static final List<Row> ROWS = ALL.stream().flatMap(all -> all.rows().stream()).toList();

    public static final List<Action> ACTIONS = ROWS.stream().map(Row::action).toList();

    private ActionCatalogue() {}

    /// An action with what it does.
    record Row(Action action, Function<Arguments, Effect> effect) {}

    static Row row(
            String name,
            String arguments,
            String doc,
            String latency,
            String needs,
            String harm,
            Function<Arguments, Effect> effect) {
        return new Row(new Action(name, arguments, doc, latency, needs, harm), effect);
    }

    static Optional<Row> row(String name) {
        return ROWS.stream().filter(row -> row.action().name().equals(name)).findFirst();
    }

    static List<String> names() {
        return ACTIONS.stream().map(Action::name).toList();
    }
}
