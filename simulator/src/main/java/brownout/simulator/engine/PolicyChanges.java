// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.PolicyEffect;
import java.util.Optional;

/// What the change feed says of switches.
final class PolicyChanges {
    private PolicyChanges() {}

    static Optional<ChangeRow> row(PolicyEffect effect, Holding before, String actor, int tick) {
        return switch (effect) {
            case PolicyEffect.Flag(var flag, var share) ->
                    row(
                            tick,
                            "flag",
                            flag,
                            actor,
                            "Turned " + flag + (share > 0 ? " on for " + percent(share) : " off"),
                            percent(before.flag(flag)) + " -> " + percent(share) + " of users");
            case PolicyEffect.Quota(var party, var perSecond) ->
                    row(
                            tick,
                            "quota",
                            party,
                            actor,
                            "Quota of " + party + " changed",
                            perSecond <= 0 ? "no limit" : perSecond + " requests a second");
            case PolicyEffect.Zone(var party, var zone, var used) ->
                    row(
                            tick,
                            "zone",
                            party,
                            actor,
                            (used ? "Used " : "Drained ") + zone + " of " + party,
                            used ? "calls go there too" : "calls go to its other zones");
            case PolicyEffect.Breaker(var service, var callee, var open) ->
                    row(
                            tick,
                            "breaker",
                            service,
                            actor,
                            (open ? "Opened" : "Released")
                                    + " the breaker of "
                                    + service
                                    + " to "
                                    + callee,
                            open ? "no calls are made" : "closes when calls succeed");
            case PolicyEffect.Admission(var service, var operation, var share) ->
                    row(
                            tick,
                            "admission",
                            service,
                            actor,
                            "Admit "
                                    + percent(share)
                                    + " of requests to "
                                    + service
                                    + (operation.isEmpty() ? "" : "/" + operation),
                            share >= 1 ? "all are let in" : "the rest is answered with 429");
        };
    }

    private static Optional<ChangeRow> row(
            int tick, String kind, String target, String actor, String summary, String detail) {
        return Optional.of(new ChangeRow(tick, kind, target, actor, summary, detail));
    }

    /// `12.5 %`, `100 %`.
    static String percent(double share) {
        long tenths = Math.round(share * 1000);
        return tenths % 10 == 0 ? tenths / 10 + " %" : tenths / 10 + "." + tenths % 10 + " %";
    }
}
