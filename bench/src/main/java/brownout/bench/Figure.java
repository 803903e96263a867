// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

/// One measured number beside what it may be. `budget` is in the same unit, NaN where there is none.
record Figure(String what, double value, String unit, double budget) {
    static Figure of(String what, double value, String unit) {
        return new Figure(what, value, unit, Double.NaN);
    }

    /// A line of tabs, as a process that measures hands its figures to the one that shows them.
    String line() {
        return String.join("\t", "figure", what, Double.toString(value), unit, "" + budget);
    }

    static boolean isLine(String line) {
        return line.startsWith("figure\t");
    }

    static Figure parse(String line) {
        var parts = line.split("\t", -1);
        return new Figure(
                parts[1], Double.parseDouble(parts[2]), parts[3], Double.parseDouble(parts[4]));
    }
}
