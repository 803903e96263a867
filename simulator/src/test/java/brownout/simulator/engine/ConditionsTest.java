// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.fault.Effect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What conditions do to the mean request in the fluid model is what they do to single requests, and what
/// is released is as if it had never been.
class ConditionsTest {
    private static final World WORLD = new World(EstateFile.builtin("larkspur"));
    private static final int WARM_UP = 60;
    private static final int TICKS = 240;
    private static final int ENOUGH = 10_000;

    /// A world that is stepped by hand, so that its flow can be looked at.
    private static final class Bench {
        final State state;
        final Fluid fluid;
        final Rollouts rollouts = new Rollouts(WORLD);
        final Cells[] cells = new Cells[WORLD.services];
        final long seed;

        Bench(long seed) {
            this.seed = seed;
            var desired = Desired.initial(WORLD);
            var fleet = rollouts.initial(desired, seed, -1);
            state = new State(-1, desired, fleet, WORLD, List.of());
            fluid = new Fluid(WORLD, state);
            for (int service = 0; service < cells.length; service++) {
                cells[service] = new Cells(WORLD, service);
            }
        }

        void apply(Effect effect, int tick) {
            new Operations(WORLD).apply(state, effect, "", seed, tick);
        }

        Frame step(int tick) {
            state.fleet = rollouts.step(state, seed, tick);
            state.admit(WORLD, cells, tick);
            var frame = new Frame(state.layout, state.holding);
            fluid.step(state, seed, tick, frame);
            state.tick = tick;
            return frame;
        }
    }

    /// What one operation came to, in single requests and in the mean.
    private static final class Tally {
        long count;
        long failed;
        double seconds;
        double fluidFailed;
        double fluidSeconds;
        int ticks;
    }

    private static Tally[] run(List<Effect> effects, long seed) {
        var bench = new Bench(seed);
        effects.forEach(effect -> bench.apply(effect, 0));
        var tallies = new Tally[WORLD.ops.length];
        for (int op = 0; op < tallies.length; op++) {
            tallies[op] = new Tally();
        }
        var requests = new Requests(WORLD);
        var spans = new SpanBuffer();
        for (int tick = 0; tick < WARM_UP + TICKS; tick++) {
            var frame = bench.step(tick);
            if (tick < WARM_UP) {
                continue;
            }
            for (int region = 0; region < WORLD.regions; region++) {
                for (int route = 0; route < WORLD.trees.length; route++) {
                    int count = requests.count(frame, seed, tick, region, route);
                    for (int i = 0; i < count; i++) {
                        requests.eval(
                                frame,
                                bench.state.fleet,
                                seed,
                                tick,
                                region,
                                route,
                                i,
                                count,
                                spans);
                        add(spans, route, tallies);
                    }
                }
            }
            average(bench.state.flow, tallies);
        }
        return tallies;
    }

    private static void add(SpanBuffer spans, int route, Tally[] tallies) {
        for (int span = 0; span < spans.size(); span++) {
            if (spans.isServer(span)) {
                var tally = tallies[WORLD.nodes[route][spans.node(span)].op()];
                tally.count++;
                tally.failed += Status.isFailure(spans.status(span)) ? 1 : 0;
                tally.seconds += (spans.endMicros(span) - spans.startMicros(span)) / 1e6;
            }
        }
    }

    private static void average(Flow flow, Tally[] tallies) {
        for (int op = 0; op < tallies.length; op++) {
            for (int region = 0; region < WORLD.regions; region++) {
                int cell = op * WORLD.regions + region;
                double share = WORLD.estate.regions().get(region).share();
                double failed = flow.failRatio[cell];
                tallies[op].fluidFailed += share * failed;
                tallies[op].fluidSeconds +=
                        share
                                * ((1 - failed) * flow.okSeconds[cell]
                                        + failed * flow.failSeconds[cell]);
            }
            tallies[op].ticks++;
        }
    }

    private static double uniform(long seed, int what, double low, double high) {
        return low + Rng.uniform(Rng.hash(seed, what)) * (high - low);
    }

    /// A mild condition on a busy part of the estate: it must not overload anything, because a backlog
    /// is one for all and not a mean.
    private static Condition random(long seed) {
        var services = List.of("payment-api", "cart-service", "auth-service", "inventory-service");
        var service = services.get(Rng.below(Rng.hash(seed, 1), services.size()));
        var scope =
                Scope.service(service).share(uniform(seed, 2, 0.3, 1), uniform(seed, 3, 0.2, 1));
        return switch (Rng.below(Rng.hash(seed, 4), 5)) {
            case 0 ->
                    new Condition.Work(
                            scope,
                            "",
                            uniform(seed, 5, 1, 1.3),
                            (long) uniform(seed, 6, 0, 60_000),
                            uniform(seed, 7, 0.02, 0.4),
                            Symptom.of(Failure.INTERNAL, 500, 0));
            case 1 ->
                    Condition.Calls.to(Scope.ANY, service)
                            .slowed(1, (long) uniform(seed, 5, 1_000, 80_000));
            case 2 ->
                    Condition.Calls.to(Scope.ANY, service)
                            .failing(
                                    uniform(seed, 5, 0.05, 0.4),
                                    Symptom.of(Failure.CONNECTION_REFUSED, 0, 900));
            case 3 -> Condition.Calls.to(scope, "").losing(uniform(seed, 5, 0.01, 0.08));
            default ->
                    Condition.Calls.to(Scope.service("payment-api"), "payments-db")
                            .slowed(uniform(seed, 5, 1, 2.5), 0);
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theMeanRequestFaresAsSingleOnesDo(long seed) {
        var condition = random(seed);
        var hold = new Effect.Hold("something", condition, new Course.Step());
        var tallies = run(List.of(hold), seed);
        for (var op : WORLD.ops) {
            var tally = tallies[op.index()];
            if (tally.count < ENOUGH) {
                continue;
            }
            var what =
                    "seed %d, %s: %s/%s"
                            .formatted(
                                    seed,
                                    condition,
                                    WORLD.service(op.service()).name(),
                                    op.spec().name());
            double seconds = tally.seconds / tally.count;
            double fluid = tally.fluidSeconds / tally.ticks;
            assertEquals(seconds, fluid, 0.1 * seconds, what + ": mean seconds");
            double failed = tally.failed / (double) tally.count;
            double fluidFailed = tally.fluidFailed / tally.ticks;
            assertEquals(failed, fluidFailed, 0.1 * failed + 0.002, what + ": share that fails");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatIsReleasedIsAsIfItHadNeverBeen(long seed) {
        var condition = random(seed);
        var touched = new Bench(seed);
        var calm = new Bench(seed);
        touched.apply(new Effect.Hold("it", condition, new Course.Step()), 0);
        boolean differed = false;
        for (int tick = 0; tick < 60; tick++) {
            differed |= touched.step(tick).hash() != calm.step(tick).hash();
            differed |= !touched.state.holding.isEmpty();
        }
        assertTrue(differed, "seed " + seed + ": " + condition + " did nothing");
        touched.apply(new Effect.Release("it"), 60);
        for (int tick = 60; tick < 240; tick++) {
            var a = touched.step(tick);
            var b = calm.step(tick);
            if (tick >= 210) {
                for (int w = 0; w < WORLD.workloads(); w++) {
                    assertEquals(
                            b.at(Gauge.Workload.UTILISATION, w),
                            a.at(Gauge.Workload.UTILISATION, w),
                            0.01,
                            "seed " + seed + ": utilisation of workload " + w);
                }
            }
        }
        for (int cell = 0; cell < calm.state.flow.failRatio.length; cell++) {
            assertEquals(
                    calm.state.flow.failRatio[cell],
                    touched.state.flow.failRatio[cell],
                    1e-6,
                    "seed " + seed + ": " + condition);
        }
    }

    @Test
    void aReleaseEndsAllThatIsHeldUnderAName() {
        var bench = new Bench(1);
        var slow = Condition.Calls.to(Scope.ANY, "payment-api").slowed(1, 5_000);
        for (var name : List.of("certificate:a/x", "certificate:a/y", "certificate:ab")) {
            bench.apply(new Effect.Hold(name, slow, new Course.Step()), 0);
        }
        bench.apply(new Effect.Release("certificate:a"), 1);
        var left = new ArrayList<String>();
        bench.state.holding.all().forEach(held -> left.add(held.id()));
        assertEquals(List.of("certificate:ab"), left);
    }

    @Test
    void coursesStayWithinZeroAndOneAndGrow() {
        var courses =
                List.<Course>of(
                        new Course.Step(),
                        new Course.Ramp(60),
                        new Course.Late(30, 60),
                        new Course.Fading(20));
        for (var course : courses) {
            double before = 0;
            for (int second = 0; second < 600; second++) {
                double level = course.at(second);
                assertTrue(level >= before && level <= 1, course + " at " + second);
                before = level;
            }
            assertTrue(before > 0.99, course + " ends at " + before);
        }
        assertEquals(0, new Course.Late(30, 60).at(28));
    }
}
