// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.fault.PolicyEffect;
import java.util.List;

/// What a switch would do.
final class PolicyDryRun {
    private PolicyDryRun() {}

    static Preview of(PolicyEffect effect) {
        return switch (effect) {
            case PolicyEffect.Flag(var flag, var share) ->
                    new Preview(
                            "Turn " + flag + (share > 0 ? " on for " + percent(share) : " off"),
                            List.of(
                                    share > 0
                                            ? "the same users get it every time"
                                            : "nobody gets the feature",
                                    "acts on new requests, without a restart"),
                            0,
                            1);
            case PolicyEffect.Quota(var party, var perSecond) ->
                    new Preview(
                            "Ask " + party + " for " + perSecond + " requests a second",
                            List.of("what is beyond it is answered with 429"),
                            0,
                            60);
            case PolicyEffect.Zone(var party, var zone, var used) ->
                    new Preview(
                            (used ? "Use " : "Drain ") + zone + " of " + party,
                            List.of(
                                    used
                                            ? "calls go to it as to the others"
                                            : "calls go to its other zones near the region"),
                            0,
                            1);
            case PolicyEffect.Breaker(var service, var callee, var open) ->
                    new Preview(
                            (open ? "Open" : "Release")
                                    + " the breaker of "
                                    + service
                                    + " to "
                                    + callee,
                            open
                                    ? List.of(
                                            service + " makes no calls to " + callee,
                                            "what cannot do without them fails at once, with 503")
                                    : List.of("calls are made again while they succeed"),
                            0,
                            1);
            case PolicyEffect.Admission(var service, var operation, var share) ->
                    new Preview(
                            "Admit "
                                    + percent(share)
                                    + " of requests to "
                                    + service
                                    + (operation.isEmpty() ? "" : "/" + operation),
                            share >= 1
                                    ? List.of("all requests are let in")
                                    : List.of(
                                            percent(1 - share) + " are answered with 429 at once",
                                            "what is behind " + service + " gets less to do"),
                            0,
                            1);
        };
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
