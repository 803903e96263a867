// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Labels;
import java.util.List;

/// The answer to a metric query. NaN is a value like others; a step without a value is left out.
public sealed interface Value {
    /// An instant query whose expression is a number.
    record Scalar(long timeMillis, double value) implements Value {}

    /// An instant query: samples in label order, or in order of value behind `sort`.
    record Vector(long timeMillis, List<Sample> samples) implements Value {
        public Vector {
            samples = List.copyOf(samples);
        }
    }

    record Sample(Labels labels, double value) {}

    /// A range query: series in label order, each with at least one value.
    record Matrix(List<Series> series) implements Value {
        public Matrix {
            series = List.copyOf(series);
        }
    }

    /// Parallel arrays, oldest first.
    record Series(Labels labels, long[] timesMillis, double[] values) {}
}
