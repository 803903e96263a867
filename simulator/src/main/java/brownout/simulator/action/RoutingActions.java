// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Effects;
import brownout.simulator.fault.RoutingEffect;
import brownout.simulator.fault.TrafficEffect;
import java.util.List;

/// What people do to who is told: Alertmanager's configuration, silences and cluster, the status page. Each is accepted whether or not something
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
                            _ -> new RoutingEffect.JoinCluster()),
                    ActionCatalogue.row(
                            "silence",
                            "MATCHERS --minutes N",
                            "Tell nobody of the alerts that match, such as alertname=HighErrorRate, for"
                                    + " 1 to 10080 minutes.",
                            "with the next flush of a group",
                            "",
                            "nobody is told of what matches, also of what is new",
                            RoutingActions::silence),
                    ActionCatalogue.row(
                            "silence-expire",
                            "MATCHERS",
                            "End the silences with just these matchers.",
                            "with the next flush of a group",
                            "",
                            "people are told again of what still fires",
                            RoutingActions::expire),
                    ActionCatalogue.row(
                            "status-page",
                            "STATUS",
                            "Set what customers read on the status page: operational, investigating,"
                                    + " identified, monitoring or resolved.",
                            "at once",
                            "",
                            "people who read that all is well and cannot buy lose trust",
                            RoutingActions::statusPage));

    private RoutingActions() {}

    private static Effect remove(Arguments in) {
        var receiver = in.positional(0, "receiver");
        var matchers = in.option("--match").map(Arguments.Word::text).orElse("");
        return checked(in, receiver, new RoutingEffect.RemoveRoute(receiver.text(), matchers));
    }

    private static Effect silence(Arguments in) {
        var matchers = in.positional(0, "matchers");
        int minutes = in.number("--minutes", 1, 10_080, "a whole number in 1..10080");
        return checked(in, matchers, new RoutingEffect.Silence(matchers.text(), 60L * minutes));
    }

    private static Effect expire(Arguments in) {
        var matchers = in.positional(0, "matchers");
        return checked(in, matchers, new RoutingEffect.ExpireSilence(matchers.text()));
    }

    private static Effect statusPage(Arguments in) {
        return new TrafficEffect.StatusPage(
                in.named(0, "status", TrafficEffect.StatusPage.STATUSES));
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
