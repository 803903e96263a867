// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import java.util.List;

/// What a query answers. Times are milliseconds since 1970 (or the epoch of the store).
public sealed interface Value {
    record Scalar(long timeMillis, double value) implements Value {}

    /// A string, at the time of the query.
    record Text(long timeMillis, String value) implements Value {}

    /// Samples of an instant query, in label order unless the query sorts.
    record Vector(List<Sample> samples) implements Value {
        public Vector {
            samples = List.copyOf(samples);
        }
    }

    /// Series of a range query, in label order, none of them without points.
    record Matrix(List<Series> series) implements Value {
        public Matrix {
            series = List.copyOf(series);
        }
    }

    record Sample(Labels labels, long timeMillis, double value) {}

    /// Points of one series, oldest first; the arrays have equal lengths and belong to the reader.
    record Series(Labels labels, long[] timesMillis, double[] values) {}
}
