// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import brownout.query.data.Budget;
import brownout.query.data.TraceId;
import brownout.query.traceql.TraceQl;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The shapes in which people look for traces.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
public class TraceShapes {
    private static final int WINDOW_SECONDS = 900;

    /// A search over the last quarter of an hour, limit 20; or, with an empty query, one trace by id.
    public enum Shape {
        LONGER_THAN_1S_15M("{ duration > 1s }", 20),
        LONGER_THAN_300MS_15M("{ duration > 300ms }", 100),
        TRACE_BY_ID("", 2);

        final String query;
        final double budgetMillis;

        Shape(String query, double budgetMillis) {
            this.query = query;
            this.budgetMillis = budgetMillis;
        }
    }

    @Param public Shape shape = Shape.TRACE_BY_ID;

    private TraceId id = new TraceId(0, 0);

    @Setup(Level.Trial)
    public void findOne(Incident incident) {
        id = search(incident, "{ duration > 1s }").getFirst().trace().id();
    }

    @Benchmark
    public Object read(Incident incident) {
        return shape.query.isEmpty()
                ? incident.telemetry.traces().get(id)
                : search(incident, shape.query);
    }

    private static List<TraceQl.Hit> search(Incident incident, String query) {
        return TraceQl.search(
                incident.telemetry.traces(),
                TraceQl.parse(query),
                incident.last(WINDOW_SECONDS),
                20,
                3,
                Budget.UNLIMITED);
    }
}
