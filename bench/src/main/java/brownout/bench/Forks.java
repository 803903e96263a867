// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import java.util.List;
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

/// What an action costs before anything of its consequences is computed.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
public class Forks {
    /// How many closed ticks before its end the world is forked.
    public enum Shape {
        AT_THE_LIVE_END(0, 0.045),
        SIXTY_TICKS_BACK(60, Double.NaN);

        final int back;
        final double budgetMillis;

        Shape(int back, double budgetMillis) {
            this.back = back;
            this.budgetMillis = budgetMillis;
        }
    }

    @Param public Shape shape = Shape.AT_THE_LIVE_END;

    @Benchmark
    public Object fork(Incident incident) {
        int tick = incident.timeline.closedTick() + 1 - shape.back;
        return incident.timeline.fork(tick, List.of());
    }
}
