// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import brownout.query.data.Budget;
import brownout.query.data.TimeRange;
import brownout.query.logql.LogQl;
import brownout.query.promql.PromQl;
import brownout.query.promql.Value;
import brownout.query.traceql.TraceQl;
import brownout.simulator.engine.Timeline;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import brownout.simulator.telemetry.Visibility;

/// Asks a world what somebody who investigates would ask. The value of a query is the largest of its
/// series, 0 where it has none; of a search for traces the number found, at most [#MOST_TRACES].
final class Observer {
    static final int MOST_TRACES = 200;

    private static final long T0_SECONDS = 1_795_000_020L; // a whole minute
    private static final RunKey KEY = new RunKey(1, 2);

    private Observer() {}

    /// The value of a check's query in `timeline` at the end of `tick`.
    static double value(Entry.Check check, Timeline timeline, int tick) {
        var telemetry = new Telemetry(timeline, new Visibility(tick), T0_SECONDS, KEY);
        long now = T0_SECONDS + tick + 1;
        return switch (check.kind()) {
            case METRICS -> {
                var expr = PromQl.parse(check.query());
                var result =
                        PromQl.instant(
                                telemetry.metrics(), expr, now * 1000, PromQl.Options.DEFAULT);
                yield largest(result.value());
            }
            case LOGS -> {
                var expr = LogQl.parse(check.query());
                yield largest(
                        LogQl.instant(
                                telemetry.logs(), expr, now * 1_000_000_000L, Budget.UNLIMITED));
            }
            case TRACES -> {
                var range =
                        new TimeRange(
                                (now - check.overSeconds()) * 1_000_000_000L, now * 1_000_000_000L);
                yield TraceQl.search(
                                telemetry.traces(),
                                TraceQl.parse(check.query()),
                                range,
                                MOST_TRACES,
                                1,
                                Budget.UNLIMITED)
                        .size();
            }
        };
    }

    private static double largest(Value value) {
        return switch (value) {
            case Value.Scalar(_, var number) -> number;
            case Value.Vector(var samples) ->
                    samples.stream()
                            .mapToDouble(sample -> sample.value())
                            .filter(number -> !Double.isNaN(number))
                            .max()
                            .orElse(0);
            case Value.Text _, Value.Matrix _ ->
                    throw new IllegalArgumentException("not a number: " + value);
        };
    }

    private static double largest(brownout.query.logql.Value value) {
        return switch (value) {
            case brownout.query.logql.Value.Scalar scalar -> scalar.value();
            case brownout.query.logql.Value.Vector vector ->
                    vector.samples().stream()
                            .mapToDouble(sample -> sample.value())
                            .filter(number -> !Double.isNaN(number))
                            .max()
                            .orElse(0);
            case brownout.query.logql.Value.Matrix _ ->
                    throw new IllegalArgumentException("not a number: " + value);
        };
    }
}
