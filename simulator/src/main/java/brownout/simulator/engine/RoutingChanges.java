// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.data.Matcher;
import brownout.query.routing.Config;
import brownout.query.routing.MatcherText;
import brownout.query.routing.Route;
import brownout.simulator.fault.RoutingEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What is done to who is told of alerts: the configuration after it, and what the change feed says.
final class RoutingChanges {
    private RoutingChanges() {}

    /// `config` after `effect`; `own` is the estate's. Equal where nothing of it changes.
    static Config after(RoutingEffect effect, Config config, Config own) {
        return switch (effect) {
            case RoutingEffect.AddRoute(var receiver, var matchers, var groupBy) -> {
                var routes = new ArrayList<Route>();
                routes.add(route(receiver, matchers, groupBy));
                routes.addAll(config.route().routes());
                yield config.with(config.route().with(routes));
            }
            case RoutingEffect.RemoveRoute(var receiver, var matchers) ->
                    config.with(config.route().without(route -> is(route, receiver, matchers)));
            case RoutingEffect.GroupBy(var receiver, var groupBy) ->
                    config.with(
                            config.route()
                                    .map(route ->
                                            isTo(route, receiver)
                                                    ? route.groupedBy(labels(groupBy))
                                                    : route));
            case RoutingEffect.DropInhibition _ -> config.inhibitedBy(List.of());
            case RoutingEffect.RestoreInhibition _ -> config.inhibitedBy(own.inhibitRules());
            case RoutingEffect.PartCluster _,
                    RoutingEffect.JoinCluster _,
                    RoutingEffect.Silence _,
                    RoutingEffect.ExpireSilence _,
                    RoutingEffect.SetSilence _,
                    RoutingEffect.EndSilence _ ->
                    config;
        };
    }

    private static Route route(String receiver, String matchers, String groupBy) {
        return new Route(
                Optional.of(receiver),
                groupBy.isEmpty() ? Optional.empty() : Optional.of(labels(groupBy)),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                MatcherText.parse(matchers),
                true,
                List.of(),
                List.of(),
                List.of());
    }

    private static boolean isTo(Route route, String receiver) {
        return route.receiver().equals(Optional.of(receiver));
    }

    private static boolean is(Route route, String receiver, String matchers) {
        return isTo(route, receiver)
                && (matchers.isEmpty() || route.matchers().equals(sorted(matchers)));
    }

    static List<Matcher> sorted(String matchers) {
        return MatcherText.parse(matchers).stream().sorted(MatcherText.ORDER).toList();
    }

    private static List<String> labels(String groupBy) {
        return List.of(groupBy.split(",", -1)).stream().distinct().toList();
    }

    static Optional<ChangeRow> row(
            RoutingEffect effect, Config before, Config after, String actor, int tick) {
        var said =
                switch (effect) {
                    case RoutingEffect.AddRoute(var receiver, var matchers, _) ->
                            List.of(
                                    "Added a route to " + receiver,
                                    MatcherText.print(sorted(matchers)) + ", continue: true");
                    case RoutingEffect.RemoveRoute(var receiver, var matchers) ->
                            List.of(
                                    "Removed a route to " + receiver,
                                    before.equals(after)
                                            ? "there was none like it"
                                            : matchers.isEmpty()
                                                    ? "the first one"
                                                    : MatcherText.print(sorted(matchers)));
                    case RoutingEffect.GroupBy(var receiver, var groupBy) ->
                            List.of("Grouped alerts for " + receiver, "group_by: " + groupBy);
                    case RoutingEffect.DropInhibition _ ->
                            List.of("Removed the inhibition rules", "inhibit_rules: []");
                    case RoutingEffect.RestoreInhibition _ ->
                            List.of(
                                    "Restored the inhibition rules",
                                    "inhibit_rules: " + after.inhibitRules().size());
                    case RoutingEffect.JoinCluster _ ->
                            List.of("Joined the Alertmanagers again", "cluster.peer");
                    case RoutingEffect.Silence(var matchers, var overSeconds) ->
                            List.of(
                                    "Silenced " + MatcherText.print(sorted(matchers)),
                                    "for " + overSeconds / 60 + " min");
                    case RoutingEffect.ExpireSilence(var matchers) ->
                            List.of("Ended the silence " + MatcherText.print(sorted(matchers)), "");
                    case RoutingEffect.SetSilence silence ->
                            List.of(
                                    "Silenced " + MatcherText.print(sorted(silence.matchers())),
                                    silence.comment());
                    case RoutingEffect.EndSilence(var id) -> List.of("Ended the silence " + id, "");
                    case RoutingEffect.PartCluster _ -> List.<String>of();
                };
        return said.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ChangeRow(
                                tick,
                                "alertmanager",
                                "alertmanager",
                                actor,
                                said.get(0),
                                said.get(1)));
    }
}
