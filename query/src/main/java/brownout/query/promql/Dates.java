// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.ToIntFunction;

/// Calendar parts, in UTC, of a time in seconds since 1970.
final class Dates {
    private static final double MOST_SECONDS = 3.1e16;

    private Dates() {}

    /// The body of a function that reads `part`; without argument it reads the time of the step.
    static Function.VectorBody part(ToIntFunction<LocalDateTime> part) {
        return (evaluator, call) -> {
            var rows =
                    call.args().isEmpty()
                            ? Table.single(VectorFunctions.time(evaluator))
                            : evaluator.vector(call.args().getFirst());
            return evaluator.mapped(rows, seconds -> at(seconds, part));
        };
    }

    /// NaN and times beyond the calendar have no parts.
    private static double at(double seconds, ToIntFunction<LocalDateTime> part) {
        if (!(Math.abs(seconds) < MOST_SECONDS)) {
            return Double.NaN;
        }
        var time = LocalDateTime.ofEpochSecond((long) seconds, 0, ZoneOffset.UTC);
        return part.applyAsInt(time);
    }
}
