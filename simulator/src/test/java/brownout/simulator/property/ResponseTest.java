// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Requests;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.SpanBuffer;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.Timeline;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.EffectNames;
import brownout.simulator.fault.PodEffect;
import brownout.simulator.fault.Scheduled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How a healthy estate answers to what is done to it.
class ResponseTest {
    private static final int FAULT = -3520;
    private static final int END = -3220;
    private static final int WATCHED = 60;
    private static final double SLACK = 0.01;
    private static final Map<Long, Timeline> HEALTHY = new TreeMap<>();

    private static Timeline healthy(long seed) {
        return HEALTHY.computeIfAbsent(
                seed,
                _ -> {
                    var history = Timeline.history(RandomEstate.of(seed), RuleStage.NONE, seed);
                    history.advanceTo(END);
                    return history;
                });
    }

    /// What customers got in `(from, to]`: requests that ended without an error, and their mean time.
    private record Got(long requests, long good, double meanMicros) {
        double goodput() {
            return (double) good / requests;
        }
    }

    private static Got got(Timeline course, int from, int to) {
        course.advanceTo(to);
        var snapshot = course.snapshot();
        var requests = new Requests(snapshot.world);
        var spans = new SpanBuffer();
        long all = 0;
        long good = 0;
        double micros = 0;
        for (int tick = from; tick < to - 10; tick++) { // the last ones may be under way
            for (int region = 0; region < snapshot.world.regions; region++) {
                for (int route = 0; route < snapshot.world.entries; route++) {
                    int count = snapshot.requests(tick, region, route);
                    for (int i = 0; i < count; i++) {
                        snapshot.eval(requests, Coordinate.pack(tick, region, route, i), spans);
                        all++;
                        boolean answered = spans.size() > 0 && !spans.isDropped(0);
                        if (answered && !Status.isFailure(spans.status(0))) {
                            good++;
                            micros += spans.endMicros(0) - spans.startMicros(0);
                        }
                    }
                }
            }
        }
        assertTrue(all > 200, all + " requests");
        return new Got(all, good, micros / Math.max(1, good));
    }

    /// More pods, cores or connections in a healthy estate lose nobody's request.
    @ParameterizedTest(name = "-Dproperties.seed={0}")
    @MethodSource("brownout.simulator.property.RandomWorld#seeds")
    void p15_moreCapacityNeverLowersGoodput(long seed) {
        var base = healthy(seed);
        var without = got(base, END - WATCHED, END);
        var estate = base.estate();
        for (var service : estate.services()) {
            for (var more :
                    List.of(
                            new Effect.Scale(service.name(), "", service.replicas(0) + 2),
                            new PodEffect.LimitCpu(service.name(), "", service.cores() * 2))) {
                var fork = base.fork(FAULT, List.of(new Scheduled(FAULT, more, "somebody")));
                var with = got(fork, END - WATCHED, END);
                var where = more + ": " + without + ", then " + with + ", seed " + seed;
                assertEquals(without.requests(), with.requests(), where);
                assertTrue(with.goodput() >= without.goodput() - SLACK, where);
                assertTrue(with.meanMicros() <= without.meanMicros() * 1.1, where);
            }
        }
    }

    /// A condition that no longer holds leaves nothing behind: two minutes later everything is as if it
    /// had never been. Retries here are few and pods have room, so no failure keeps itself alive.
    @ParameterizedTest(name = "-Dproperties.seed={0}")
    @MethodSource("brownout.simulator.property.RandomWorld#seeds")
    void p15_withoutTheFaultAllIsAsBefore(long seed) {
        var base = healthy(seed);
        var without = got(base, END - WATCHED, END);
        var draw = new Draw(seed).part(60);
        var records = new RandomRecords(base.estate(), List.of(), draw);
        var hold = EffectNames.named("hold").orElseThrow();
        int hurt = 0;
        for (int n = 0; n < 40 && hurt < 3; n++) {
            var effect = (Effect.Hold) records.effect(hold).orElseThrow();
            var course =
                    new ArrayList<>(
                            List.of(
                                    new Scheduled(FAULT, effect, ""),
                                    new Scheduled(
                                            FAULT + 90, new Effect.Release(effect.name()), "")));
            var fork = base.fork(FAULT, course);
            var during = got(fork, FAULT + 20, FAULT + 90);
            var before = got(base, FAULT + 20, FAULT + 90);
            boolean hurts =
                    during.goodput() < before.goodput() - SLACK
                            || during.meanMicros() > before.meanMicros() * 1.1;
            if (!hurts) {
                continue;
            }
            hurt++;
            var after = got(fork, END - WATCHED, END);
            var where = effect + ": " + without + ", then " + after + ", seed " + seed;
            assertEquals(without.requests(), after.requests(), where);
            assertEquals(without.goodput(), after.goodput(), SLACK, where);
            assertEquals(1, after.meanMicros() / without.meanMicros(), 0.05, where);
        }
        assertTrue(hurt > 0, "nothing was ever the matter, seed " + seed);
    }
}
