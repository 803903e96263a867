// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import brownout.query.data.Budget;
import brownout.query.data.LogStore.Direction;
import brownout.query.logql.LogQl;
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

/// The shapes in which people read logs, from an index alone to every line of an estate.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
public class LogShapes {
    /// A query over the last `seconds`, of at most `limit` lines.
    public enum Shape {
        SERVICE_ERRORS_1H("{service=\"payment-api\", level=\"ERROR\"}", 3600, 5000, 20),
        SERVICE_ERRORS_1H_COUNTED(
                "sum(count_over_time({service=\"payment-api\", level=\"ERROR\"}[1h]))", 3600, 0, 5),
        SERVICE_NEWEST_1000("{service=\"payment-api\"}", 3600, 1000, 20),
        SERVICE_EVERY_LINE_1H("{service=\"payment-api\"}", 3600, Integer.MAX_VALUE, 500),
        // Their bytes, because ten minutes of a whole estate are more than a gigabyte of text.
        ESTATE_EVERY_LINE_10M("sum(bytes_over_time({service=~\".+\"}[10m]))", 600, 0, 1500),
        ESTATE_SUBSTRING_COUNTED_10M(
                "sum(count_over_time({service=~\".+\"} |= \"timeout\" [10m]))", 600, 0, 1500),
        ESTATE_REGEXP_COUNTED_10M(
                "sum(count_over_time({service=~\".+\"} |~ \"[0-9]{4}.e\" [10m]))", 600, 0, 10_000),
        ESTATE_USER_1H("{service=~\".+\"} |= \"user_4242\"", 3600, 5000, 100);

        final String query;
        final int seconds;
        final int limit; // 0: a metric query
        final double budgetMillis;

        Shape(String query, int seconds, int limit, double budgetMillis) {
            this.query = query;
            this.seconds = seconds;
            this.limit = limit;
            this.budgetMillis = budgetMillis;
        }
    }

    @Param public Shape shape = Shape.SERVICE_ERRORS_1H;

    @Benchmark
    public Object read(Incident incident) {
        var expr = LogQl.parse(shape.query);
        var store = incident.telemetry.logs();
        return shape.limit == 0
                ? LogQl.instant(store, expr, incident.nowMillis() * 1_000_000, Budget.UNLIMITED)
                : LogQl.logs(
                        store,
                        expr,
                        incident.last(shape.seconds),
                        Direction.BACKWARD,
                        shape.limit,
                        Budget.UNLIMITED);
    }
}
