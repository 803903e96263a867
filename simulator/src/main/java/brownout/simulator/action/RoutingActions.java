// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Effects;
import brownout.simulator.fault.RoutingEffect;
import java.util.List;

/// What people do to Alertmanager's configuration and cluster. Each is accepted whether or not something
/// is wrong with it.
final class RoutingActions {
    private static final String RELOAD = "at once, all Alertmanagers reload";

    static final List<ActionCatalogue.Row> ROWS =
            List.of(
                    ActionCatalogue.row(
                            "route-remove",
                            "RECEIVER [--match MATCHERS]",
                            "Take the first route to a receiver, or the one with just these matchers, out"
                                    + " of Alertmanager's routing tree.",
                            RELOAD,
                            "a receiver of Alertmanager",
                            "whom no other route tells of these alerts is not told of them any more",
                            RoutingActions::remove),
                    ActionCatalogue.row(
                            "group-by",
                            "RECEIVER LABELS",
                            "Tell a receiver of all alerts with equal LABELS at once; commas between them.",
                            RELOAD,
                            "a receiver of Alertmanager",
                            "groups begin anew, so what was told already may be told again",
                            RoutingActions::groupBy),
                    ActionCatalogue.row(
                            "inhibition-restore",
                            "",
                            "Load the inhibition rules as the repository has them.",
                            RELOAD,
                            "",
                            "an alert that another inhibits is told to nobody",
                            _ -> new RoutingEffect.RestoreInhibition()),
                    ActionCatalogue.row(
                            "alertmanager-join",
                            "",
                            "Let the Alertmanagers find each other again, so that one of them tells.",
                            "a few seconds",
                            "",
                            "notifications may come some seconds later, each peer waits for the others",
                            _ -> new RoutingEffect.JoinCluster()));

    private RoutingActions() {}

    private static Effect remove(Arguments in) {
        var receiver = in.positional(0, "receiver");
        var matchers = in.option("--match").map(Arguments.Word::text).orElse("");
        return checked(in, receiver, new RoutingEffect.RemoveRoute(receiver.text(), matchers));
    }

    private static Effect groupBy(Arguments in) {
        var receiver = in.positional(0, "receiver");
        var labels = in.positional(1, "labels");
        return checked(in, receiver, new RoutingEffect.GroupBy(receiver.text(), labels.text()));
    }

    private static Effect checked(Arguments in, Arguments.Word receiver, Effect effect) {
        Effects.check(effect, in.estate())
                .ifPresent(problem -> {
                    throw in.error("receiver", receiver, problem, "");
                });
        return effect;
    }
}
