// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import brownout.query.alerting.Alert;
import brownout.query.data.Budget;
import brownout.query.data.LogStore.Direction;
import brownout.query.data.TimeRange;
import brownout.query.data.Trace;
import brownout.query.logql.LogQl;
import brownout.query.promql.PromQl;
import brownout.query.promql.Value;
import brownout.query.traceql.TraceQl;
import brownout.scenarios.Evidence;
import brownout.simulator.telemetry.Telemetry;
import java.util.OptionalInt;

/// When a sign could first be seen: the evidence's own query, asked of closed ticks.
public final class FirstVisible {
    private static final long STEP_MILLIS = 5_000;
    private static final int TRACE_WINDOW_SECONDS = 60;
    private static final int ALL = 100_000;

    private FirstVisible() {}

    /// The first tick in `[fromTick, toTick)` at which the query of `evidence` has a result, or empty.
    public static OptionalInt of(RunWorld world, Evidence evidence, int fromTick, int toTick) {
        if (toTick <= fromTick) {
            return OptionalInt.empty();
        }
        var seen = world.at(toTick - 1);
        return switch (evidence.signal()) {
            case METRIC -> metric(seen, evidence.query(), fromTick, toTick);
            case LOG -> log(seen, evidence.query(), fromTick, toTick);
            case TRACE -> trace(seen, evidence.query(), fromTick, toTick);
            case ALERT -> alert(seen, evidence.query(), fromTick, toTick);
            case CHANGE -> change(world, evidence.query(), fromTick, toTick);
        };
    }

    private static OptionalInt metric(Telemetry seen, String query, int fromTick, int toTick) {
        var result =
                PromQl.range(
                        seen.metrics(),
                        PromQl.parse(query),
                        RunWorld.millis(fromTick),
                        RunWorld.millis(toTick - 1),
                        STEP_MILLIS,
                        PromQl.Options.DEFAULT);
        if (!(result.value() instanceof Value.Matrix matrix)) {
            throw new IllegalStateException("a range query answers a matrix: " + query);
        }
        return matrix.series().stream()
                .mapToInt(series -> RunWorld.tick(series.timesMillis()[0]))
                .min();
    }

    private static OptionalInt log(Telemetry seen, String query, int fromTick, int toTick) {
        var lines =
                LogQl.logs(
                        seen.logs(),
                        LogQl.parse(query),
                        range(fromTick, toTick),
                        Direction.FORWARD,
                        1,
                        Budget.UNLIMITED);
        return lines.entries().stream()
                .mapToInt(entry -> RunWorld.tick(entry.timeNanos() / 1_000_000))
                .min();
    }

    private static OptionalInt trace(Telemetry seen, String query, int fromTick, int toTick) {
        int first = Integer.MAX_VALUE;
        var expr = TraceQl.parse(query);
        for (int from = fromTick; from < toTick; from += TRACE_WINDOW_SECONDS) {
            var window = range(from, Math.min(toTick, from + TRACE_WINDOW_SECONDS));
            for (var hit : TraceQl.search(seen.traces(), expr, window, ALL, 0, Budget.UNLIMITED)) {
                for (var set : hit.sets()) {
                    for (var match : set.spans()) {
                        first = Math.min(first, endTick(match.span()));
                    }
                }
            }
            if (first < from + TRACE_WINDOW_SECONDS) {
                break; // what begins in a later window cannot end before this one does
            }
        }
        return first >= fromTick && first < toTick ? OptionalInt.of(first) : OptionalInt.empty();
    }

    private static int endTick(Trace.Span span) {
        return RunWorld.tick((span.startNanos() + span.durationNanos()) / 1_000_000);
    }

    private static OptionalInt alert(Telemetry seen, String name, int fromTick, int toTick) {
        return seen.alertTransitions(fromTick, toTick).stream()
                .filter(transition -> transition.alert().state() == Alert.State.FIRING)
                .filter(transition -> transition.alert().labels().get("alertname").equals(name))
                .mapToInt(transition -> transition.tick())
                .min();
    }

    private static OptionalInt change(RunWorld world, String beat, int fromTick, int toTick) {
        int tick =
                world.scenario()
                        .beat(beat)
                        .map(known -> world.scenario().tick(known, world.seed()))
                        .orElseThrow();
        return tick >= fromTick && tick < toTick ? OptionalInt.of(tick) : OptionalInt.empty();
    }

    private static TimeRange range(int fromTick, int toTick) {
        return new TimeRange(
                RunWorld.millis(fromTick) * 1_000_000, RunWorld.millis(toTick) * 1_000_000);
    }
}
