// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.fault.PolicyEffect;

/// Puts switches into effect: flags and admission are conditions, breakers are the callers' own.
final class Policies {
    private static final Symptom REJECTED =
            new Symptom(
                    Failure.OVERLOADED,
                    429,
                    200,
                    "TooManyRequests",
                    "Request rejected: admission is limited",
                    "");

    private Policies() {}

    static Holding apply(Holding holding, Flow flow, PolicyEffect effect, int tick) {
        return switch (effect) {
            case PolicyEffect.Flag(var flag, var share) -> holding.with(flag, share);
            case PolicyEffect.Quota(var party, var perSecond) -> {
                flow.backends.quota(party, perSecond);
                yield holding;
            }
            case PolicyEffect.Zone(var party, var zone, var used) ->
                    holding.with(Zones.key(party, zone), used ? 1 : 0);
            case PolicyEffect.Breaker breaker -> {
                flow.breakers.force(breaker);
                yield holding;
            }
            case PolicyEffect.Admission(var service, var operation, var share) -> {
                var name = "admission:" + service + "/" + operation;
                var rejects =
                        new Condition.Work(
                                Scope.service(service), operation, 1, 0, 1 - share, REJECTED);
                yield share >= 1
                        ? holding.without(name)
                        : holding.with(name, rejects, new Course.Step(), tick);
            }
        };
    }
}
