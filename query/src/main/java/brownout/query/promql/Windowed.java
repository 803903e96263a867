// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;

/// A function over windows: slides two indices along each series, without allocation per step.
final class Windowed implements Rows {
    private final RangeVector range;
    private final Steps steps;
    private final double[] parameters; // one per step, or none
    private final Window.Body body;
    private final Listener listener;

    /// Hears of each row that was computed, to add annotations.
    interface Listener {
        Listener NONE = (_, _) -> {};

        void filled(int row, double[] values);
    }

    Windowed(
            RangeVector range,
            Steps steps,
            double[] parameters,
            Window.Body body,
            Listener listener) {
        this.range = range;
        this.steps = steps;
        this.parameters = parameters;
        this.body = body;
        this.listener = listener;
    }

    @Override
    public int size() {
        return range.rows().size();
    }

    @Override
    public Labels labels(int row) {
        return range.rows().labels(row);
    }

    @Override
    public boolean dropsName(int row) {
        return range.rows().dropsName(row);
    }

    @Override
    public boolean distinct() {
        return range.rows().distinct();
    }

    @Override
    public boolean oneName() {
        return range.rows().oneName();
    }

    @Override
    public void fill(int row, double[] out) {
        var samples = range.rows().samples(row);
        var window = new Window();
        window.times = samples.timesMillis();
        window.values = samples.values();
        for (int step = 0; step < steps.count(); step++) {
            advance(window, samples.size(), range.ends()[step]);
            window.stepMillis = steps.at(step);
            window.parameter = parameters.length == 0 ? 0 : parameters[step];
            out[step] = window.from == window.to ? ABSENT : body.at(window);
        }
        listener.filled(row, out);
    }

    private void advance(Window window, int size, long end) {
        long start = end - range.rangeMillis();
        while (window.to < size && window.times[window.to] <= end) {
            window.to++;
        }
        while (window.from < window.to && window.times[window.from] <= start) {
            window.from++;
        }
        window.startMillis = start;
        window.endMillis = end;
    }
}
