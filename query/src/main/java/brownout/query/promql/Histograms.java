// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.syntax.Pos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// histogram_quantile and histogram_fraction over classic buckets: series that differ only in `le`
/// are one histogram. Source: section 11 of our PromQL checklist.
final class Histograms {
    private static final String LE = "le";

    private final Evaluator evaluator;
    private final Rows rows;
    private final Pos pos;
    private final Map<Labels, List<Bucket>> groups = new LinkedHashMap<>();
    private final Map<Labels, Boolean> dropped = new LinkedHashMap<>();

    /// One bucket series: its bound and its row.
    private record Bucket(double bound, int row) {}

    private Histograms(Evaluator evaluator, Expr argument) {
        this.evaluator = evaluator;
        this.rows = evaluator.vector(argument);
        this.pos = argument.pos();
        for (int row = 0; row < rows.size(); row++) {
            var labels = rows.labels(row);
            double bound = bound(labels.get(LE));
            if (Double.isNaN(bound)) {
                warnOfBound(row, labels);
            } else {
                var group = labels.without(LE);
                groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(new Bucket(bound, row));
                dropped.put(group, rows.dropsName(row));
            }
        }
    }

    /// `histogram_quantile(φ, buckets)`.
    static Rows quantile(Evaluator evaluator, Expr.Call call) {
        var quantiles = evaluator.scalar(call.args().getFirst());
        QuantileCheck.all(quantiles, evaluator.notes(), call.args().getFirst().pos());
        var histograms = new Histograms(evaluator, call.args().get(1));
        return histograms.evaluate((buckets, step) -> buckets.quantile(quantiles[step]));
    }

    /// `histogram_fraction(lower, upper, buckets)`.
    static Rows fraction(Evaluator evaluator, Expr.Call call) {
        var lower = evaluator.scalar(call.args().getFirst());
        var upper = evaluator.scalar(call.args().get(1));
        var histograms = new Histograms(evaluator, call.args().get(2));
        return histograms.evaluate((buckets, step) -> buckets.fraction(lower[step], upper[step]));
    }

    private interface Body {
        double at(Buckets buckets, int step);
    }

    private void warnOfBound(int row, Labels labels) {
        var values = new double[evaluator.steps().count()];
        rows.fill(row, values);
        for (double value : values) {
            if (!Rows.isAbsent(value)) {
                var problem =
                        "bucket label \"le\" is missing or has a malformed value of "
                                + Labels.quoted(labels.get(LE));
                evaluator.notes().warn(Annotations.named(problem, labels.get(Labels.NAME)), pos);
                return;
            }
        }
    }

    private Rows evaluate(Body body) {
        int steps = evaluator.steps().count();
        var table = new Table(steps);
        groups.forEach((labels, members) -> {
            members.sort(Comparator.comparingDouble(Bucket::bound));
            var counts = new double[members.size()][steps];
            for (int i = 0; i < counts.length; i++) {
                rows.fill(members.get(i).row(), counts[i]);
            }
            var values = values(members, counts, body, labels.get(Labels.NAME));
            table.add(labels, dropped.getOrDefault(labels, false), values);
        });
        return evaluator.nameless(table);
    }

    private double[] values(List<Bucket> members, double[][] counts, Body body, String metric) {
        var values = new double[evaluator.steps().count()];
        var buckets = new Buckets(members.size());
        for (int step = 0; step < values.length; step++) {
            buckets.clear();
            for (int i = 0; i < counts.length; i++) {
                if (!Rows.isAbsent(counts[i][step])) {
                    buckets.add(members.get(i).bound(), counts[i][step]);
                }
            }
            values[step] = buckets.isEmpty() ? Rows.ABSENT : body.at(buckets, step);
            if (buckets.wasRepaired()) {
                evaluator
                        .notes()
                        .info(
                                Annotations.named(
                                        "input to histogram_quantile needed to be fixed for"
                                                + " monotonicity (see https://prometheus.io/docs/"
                                                + "prometheus/latest/querying/functions/"
                                                + "#histogram_quantile)",
                                        metric),
                                pos);
            }
        }
        return values;
    }

    /// A bound as Go reads floats; NaN where it is not one.
    private static double bound(String le) {
        var lower = le.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "+inf", "inf", "+infinity", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> number(lower);
        };
    }

    private static double number(String text) {
        boolean plain =
                !text.isEmpty() && text.chars().allMatch(c -> "0123456789+-.e".indexOf(c) >= 0);
        try {
            return plain ? Double.parseDouble(text) : Double.NaN;
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }
}
