// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.MetricStore.Samples;

/// The samples of one series in one left-open window `(start, end]`: elements `from` to `to`
/// (exclusive) of two arrays. One object slides over a whole series; there is at least one sample.
final class Window {
    long[] times = Samples.EMPTY.timesMillis();
    double[] values = Samples.EMPTY.values();
    int from;
    int to;
    long startMillis;
    long endMillis;

    /// When the step is evaluated; differs from `endMillis` by `@` and `offset`.
    long stepMillis;

    /// The scalar argument of the function at this step, if it has one.
    double parameter;

    int count() {
        return to - from;
    }

    double first() {
        return values[from];
    }

    double last() {
        return values[to - 1];
    }

    /// What a function makes of one window: a value, or [Rows#ABSENT].
    interface Body {
        double at(Window window);
    }
}
