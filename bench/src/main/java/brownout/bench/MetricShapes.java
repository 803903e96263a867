// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import brownout.query.promql.PromQl;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Panels of a dashboard over a simulated world.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
public class MetricShapes {
    /// A query at one instant (`seconds` 0), or over the last `seconds` at 15 s steps.
    public enum Shape {
        RATE_NOW("sum by (service) (rate(http_requests_total[5m]))", 0),
        P95_NOW(
                "histogram_quantile(0.95, sum by (service, le)"
                        + " (rate(http_request_duration_seconds_bucket[5m])))",
                0),
        RATE_1H("sum by (service, status) (rate(http_requests_total[1m]))", 3600),
        ERROR_RATIO_1H(
                "sum by (service) (rate(http_requests_total{status=~\"5..\"}[5m]))"
                        + " / sum by (service) (rate(http_requests_total[5m]))",
                3600),
        P95_1H(
                "histogram_quantile(0.95, sum by (service, le)"
                        + " (rate(http_request_duration_seconds_bucket[5m])))",
                3600),
        UP_1H("up", 3600);

        final String query;
        final int seconds;
        final double budgetMillis = Double.NaN;

        Shape(String query, int seconds) {
            this.query = query;
            this.seconds = seconds;
        }
    }

    @Param public Shape shape = Shape.RATE_NOW;

    @Benchmark
    public Object read(Incident incident) {
        var expr = PromQl.parse(shape.query);
        var store = incident.telemetry.metrics();
        long end = incident.nowMillis();
        return shape.seconds == 0
                ? PromQl.instant(store, expr, end, PromQl.Options.DEFAULT)
                : PromQl.range(
                        store,
                        expr,
                        end - shape.seconds * 1000L,
                        end,
                        15_000,
                        PromQl.Options.DEFAULT);
    }
}
