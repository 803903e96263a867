// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.query.routing.MatcherText;
import brownout.simulator.fault.RoutingEffect;
import java.util.List;

/// What would be done to who is told of alerts.
final class RoutingDryRun {
    private RoutingDryRun() {}

    static Preview of(RoutingEffect effect) {
        return switch (effect) {
            case RoutingEffect.RemoveRoute(var receiver, var matchers) ->
                    preview(
                            "Take "
                                    + (matchers.isEmpty()
                                            ? "the first route to " + receiver
                                            : "the route {" + matchers + "} to " + receiver)
                                    + " out",
                            "where there is no such route nothing changes",
                            "its alerts go where the routes behind it say",
                            "groups begin anew; what was told already is not told again");
            case RoutingEffect.GroupBy(var receiver, var groupBy) ->
                    preview(
                            "Tell " + receiver + " of alerts grouped by " + groupBy,
                            "every route that names the receiver is changed",
                            "new groups tell once more of what fires");
            case RoutingEffect.Silence(var matchers, var overSeconds) ->
                    preview(
                            "Silence {" + matchers + "} for " + overSeconds / 60 + " min",
                            "alerts that match are told to nobody until then",
                            "they fire on, and are listed as suppressed");
            case RoutingEffect.ExpireSilence(var matchers) ->
                    preview(
                            "End the silence {" + matchers + "}",
                            "where there is none like it nothing changes",
                            "what fires is told with its group's next flush");
            case RoutingEffect.SetSilence silence ->
                    preview(
                            "Silence " + MatcherText.print(MatcherText.parse(silence.matchers())),
                            "alerts that match are told to nobody while it is active",
                            "they fire on, and are listed as suppressed");
            case RoutingEffect.EndSilence(var id) ->
                    preview(
                            "End the silence " + id,
                            "what fires is told with its group's next flush");
            case RoutingEffect.RestoreInhibition _ ->
                    preview(
                            "Load the inhibition rules of the repository",
                            "alerts that another one explains are held, not told");
            case RoutingEffect.JoinCluster _ ->
                    preview(
                            "Join the Alertmanagers",
                            "of each notification one is sent, the other peers see that it was");
            case RoutingEffect.AddRoute(var receiver, _, _) ->
                    preview("Some alerts go to " + receiver + " too");
            case RoutingEffect.DropInhibition _ -> preview("No alert inhibits another");
            case RoutingEffect.PartCluster _ -> preview("The Alertmanagers lose each other");
        };
    }

    private static Preview preview(String what, String... lines) {
        return new Preview(what, List.of(lines), 0, 1);
    }
}
