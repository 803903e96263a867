// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.announced;
import static brownout.simulator.fault.Faults.hold;
import static brownout.simulator.fault.Faults.silent;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.estate.Estate;
import java.util.List;
import java.util.Map;

/// What a [TrafficFault] comes to.
final class FaultsOfTraffic {
    private FaultsOfTraffic() {}

    static List<Scheduled> effects(TrafficFault fault, Estate estate, int tick) {
        return switch (fault) {
            case TrafficFault.FlashCrowd(var factor) ->
                    List.of(silent(tick, new Effect.Traffic(factor.amount())));
            case TrafficFault.BotLogins bots -> bots(bots, tick);
            case TrafficFault.GarbledIds garbled -> garbled(garbled, tick);
            case TrafficFault.SlowRule(var flag, var factor) -> {
                var service = FaultsOfDeploys.flag(flag, estate).service();
                yield List.of(
                        announced(tick, new PolicyEffect.Flag(flag, 1), "edge-bot"),
                        hold(
                                tick,
                                "flag:" + flag + "/cpu",
                                new Condition.Work(
                                        Scope.service(service).flagged(flag),
                                        "",
                                        factor.amount(),
                                        0,
                                        0,
                                        Symptom.of(Failure.NONE, 0, 0))));
            }
        };
    }

    private static List<Scheduled> garbled(TrafficFault.GarbledIds garbled, int tick) {
        var newToThem =
                new Symptom(
                        Failure.NONE,
                        200,
                        0,
                        "",
                        "id \"inv-M?ller-?\" is not known there, taken for a new one",
                        "");
        return List.of(
                announced(
                        tick,
                        new Effect.Deploy(garbled.service(), garbled.version(), Map.of()),
                        "ci-bot"),
                hold(
                        tick,
                        Subjects.release(garbled.service(), garbled.version()),
                        Condition.Calls.to(
                                        Scope.service(garbled.service()).running(garbled.version()),
                                        garbled.target())
                                .operation(garbled.operation())
                                .repeated(garbled.copies())
                                .failing(garbled.garbledRatio(), newToThem)));
    }

    /// Of all who log in only people know a password.
    private static List<Scheduled> bots(TrafficFault.BotLogins bots, int tick) {
        double factor = bots.factor().amount();
        var refused = new Symptom(Failure.NONE, 401, 0, "", "Login failed: wrong password", "");
        return List.of(
                silent(
                        tick,
                        new TrafficEffect.RouteTraffic(
                                bots.service(), bots.operation(), "", factor)),
                hold(
                        tick,
                        "customers:" + bots.service() + "/" + bots.operation(),
                        Faults.work(
                                Scope.service(bots.checker()),
                                bots.check(),
                                1 - 1 / factor,
                                refused)));
    }
}
