// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.syntax.Pos;
import java.util.List;

/// Notes series under rate() and the like whose name does not look like a counter's.
record CounterCheck(SampleRows rows, Annotations notes, Pos pos) implements Windowed.Listener {
    private static final List<String> SUFFIXES = List.of("_total", "_sum", "_count", "_bucket");

    @Override
    public void filled(int row, double[] values) {
        var name = rows.labels(row).get(Labels.NAME);
        if (name.isEmpty()) {
            return;
        }
        for (var suffix : SUFFIXES) {
            if (name.endsWith(suffix)) {
                return;
            }
        }
        for (double value : values) {
            if (!Rows.isAbsent(value)) {
                notes.info(
                        "metric might not be a counter, name does not end in"
                                + " _total/_sum/_count/_bucket: "
                                + Labels.quoted(name),
                        pos);
                return;
            }
        }
    }
}
