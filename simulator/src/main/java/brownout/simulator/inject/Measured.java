// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.inject;

import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Requests;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.SpanBuffer;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.Timeline;
import brownout.simulator.engine.World;
import brownout.simulator.fault.Goal;
import java.util.Arrays;

/// What a goal is about, measured in ticks `[from, to)` of a timeline: frames for utilisation, each single
/// request for errors and times.
final class Measured {
    private Measured() {}

    /// The value that `goal` sets; 0 where nothing was requested in that time.
    static double of(Goal goal, Timeline timeline, int from, int to) {
        var snapshot = timeline.snapshot();
        return switch (goal) {
            case Goal.Exactly(var amount) -> amount;
            case Goal.Utilisation(var service, _) -> utilisation(snapshot, service, from, to);
            case Goal.ErrorRatio(var of, _) -> answers(snapshot, of, from, to).errorRatio();
            case Goal.Latency(var of, var quantile, _) ->
                    answers(snapshot, of, from, to).quantileSeconds(quantile);
            case Goal.BudgetBurn(var slo, _) -> {
                var promise =
                        timeline.estate().slos().stream()
                                .filter(each -> each.name().equals(slo))
                                .findFirst()
                                .orElseThrow(() ->
                                        new IllegalArgumentException("no such objective: " + slo));
                var of = promise.service() + "/" + promise.operation();
                yield answers(snapshot, of, from, to).errorRatio() / (1 - promise.objective());
            }
        };
    }

    /// What `goal` should be.
    static double wanted(Goal goal) {
        return switch (goal) {
            case Goal.Exactly(var amount) -> amount;
            case Goal.Utilisation(_, var ratio) -> ratio;
            case Goal.ErrorRatio(_, var ratio) -> ratio;
            case Goal.Latency(_, _, var seconds) -> seconds;
            case Goal.BudgetBurn(_, var factor) -> factor;
        };
    }

    private static double utilisation(Snapshot snapshot, String service, int from, int to) {
        var world = snapshot.world;
        double busiest = 0;
        for (int region = 0; region < world.regions; region++) {
            int workload = world.workload(world.indexOf(service), region);
            double sum = 0;
            for (int tick = from; tick < to; tick++) {
                sum += snapshot.tick(tick).frame().at(Gauge.Workload.UTILISATION, workload);
            }
            busiest = Math.max(busiest, sum / (to - from));
        }
        return busiest;
    }

    /// Times to answer, and how many of them were failures.
    private record Answers(long[] micros, int count, int failed) {
        double errorRatio() {
            return count == 0 ? 0 : failed / (double) count;
        }

        double quantileSeconds(double quantile) {
            var sorted = Arrays.copyOf(micros, count);
            Arrays.sort(sorted);
            return count == 0 ? 0 : sorted[Math.min(count - 1, (int) (count * quantile))] / 1e6;
        }
    }

    /// All answers of `of`, a `service/operation`, to requests that came in in that time.
    private static Answers answers(Snapshot snapshot, String of, int from, int to) {
        var world = snapshot.world;
        int op = operation(world, of);
        var requests = new Requests(world);
        var spans = new SpanBuffer();
        var micros = new long[256];
        int count = 0;
        int failed = 0;
        for (int route = 0; route < world.trees.length; route++) {
            if (!has(world.nodes[route], op)) {
                continue;
            }
            for (int tick = from; tick < to; tick++) {
                for (int region = 0; region < world.regions; region++) {
                    int all = snapshot.requests(tick, region, route);
                    for (int i = 0; i < all; i++) {
                        snapshot.eval(requests, Coordinate.pack(tick, region, route, i), spans);
                        for (int span = 0; span < spans.size(); span++) {
                            if (spans.isServer(span)
                                    && !spans.isDropped(span)
                                    && world.nodes[route][spans.node(span)].op() == op) {
                                micros =
                                        count == micros.length
                                                ? Arrays.copyOf(micros, 2 * count)
                                                : micros;
                                micros[count++] = spans.endMicros(span) - spans.startMicros(span);
                                failed += Status.isFailure(spans.status(span)) ? 1 : 0;
                            }
                        }
                    }
                }
            }
        }
        return new Answers(micros, count, failed);
    }

    private static boolean has(World.Node[] nodes, int op) {
        for (var node : nodes) {
            if (node.op() == op) {
                return true;
            }
        }
        return false;
    }

    private static int operation(World world, String of) {
        int slash = of.indexOf('/');
        var service = slash < 0 ? of : of.substring(0, slash);
        for (var op : world.ops) {
            if (world.service(op.service()).name().equals(service)
                    && op.spec().name().equals(of.substring(slash + 1))) {
                return op.index();
            }
        }
        throw new IllegalArgumentException(
                "no such operation: \"" + of + "\". Write service/operation");
    }
}
