// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.hold;
import static brownout.simulator.fault.Faults.silent;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.estate.Estate;
import java.util.List;

/// What a [DownstreamFault] comes to.
final class FaultsOfDownstreams {
    private static final Symptom DOWN = Symptom.of(Failure.UPSTREAM_ERROR, 503, 40_000);

    private FaultsOfDownstreams() {}

    static List<Scheduled> effects(DownstreamFault fault, Estate estate, int tick) {
        return switch (fault) {
            case DownstreamFault.SlowProvider(var provider, var factor) ->
                    List.of(silent(tick, new Effect.Slow(provider, factor.amount())));
            case DownstreamFault.QuotaUsedUp(var provider, var perSecond) ->
                    List.of(silent(tick, new PolicyEffect.Quota(provider, perSecond)));
            case DownstreamFault.ZoneOutage(var provider, var region, var failing) ->
                    List.of(
                            hold(
                                    tick,
                                    Subjects.component(provider) + "/zone/" + region,
                                    Condition.Calls.to(Scope.ANY.inRegion(region), provider)
                                            .failing(failing.amount(), DOWN)));
        };
    }
}
