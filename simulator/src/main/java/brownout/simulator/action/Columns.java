// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import java.util.List;

/// A table as shells print it: columns as wide as their longest cell, two spaces apart, nothing behind
/// the last.
final class Columns {
    private Columns() {}

    /// One line a row; all rows have as many cells as the first.
    static List<String> lines(List<List<String>> rows) {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (int c = 0; c < widths.length - 1; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length() + 2);
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        int at = 0;
        for (int c = 0; c < widths.length; c++) {
            line.repeat(' ', at - line.length()).append(row.get(c));
            at += widths[c];
        }
        return line.toString();
    }
}
