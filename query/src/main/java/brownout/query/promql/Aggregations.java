// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.promql.Expr.Grouping;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Evaluates one aggregation: groups are found from the label sets, then the input is read series by
/// series. An empty input gives an empty result.
final class Aggregations {
    private final Evaluator evaluator;
    private final Expr.Aggregate aggregate;
    private final int steps;

    Aggregations(Evaluator evaluator, Expr.Aggregate aggregate) {
        this.evaluator = evaluator;
        this.aggregate = aggregate;
        this.steps = evaluator.steps().count();
    }

    Rows rows() {
        return switch (aggregate.aggregation()) {
            case SUM -> folded(() -> new Accumulators.Sum(steps));
            case AVG -> folded(() -> new Accumulators.Average(steps));
            case MIN -> folded(() -> new Accumulators.Extreme(steps, false));
            case MAX -> folded(() -> new Accumulators.Extreme(steps, true));
            case COUNT -> folded(() -> new Accumulators.Count(steps));
            case GROUP -> folded(() -> new Accumulators.Group(steps));
            case STDDEV -> folded(() -> new Accumulators.Variance(steps, true));
            case STDVAR -> folded(() -> new Accumulators.Variance(steps, false));
            case QUANTILE -> quantile();
            case TOPK -> new TopK(evaluator, aggregate, groups(), true).rows();
            case BOTTOMK -> new TopK(evaluator, aggregate, groups(), false).rows();
            case COUNT_VALUES -> countValues();
            case LIMITK, LIMIT_RATIO -> throw new IllegalStateException("refused by the parser");
        };
    }

    /// The input rows, and the number of the group of each; groups in order of appearance.
    record Groups(Rows rows, int[] groupOf, List<Labels> labels) {}

    Groups groups() {
        var rows = evaluator.vector(aggregate.expr());
        var grouping = aggregate.grouping();
        var key = key(grouping);
        // Whether the name is there makes no difference to most groups.
        boolean asksForName = !grouping.without() && grouping.labels().contains(Labels.NAME);
        var grouped = rows instanceof Nameless(var named) && !asksForName ? named : rows;
        var groupings = evaluator.scope().groupings();
        var known = groupings.of(aggregate, grouped).orElseGet(() -> grouped(grouped, key));
        groupings.keep(aggregate, known);
        return new Groups(rows, known.groupOf(), known.groups());
    }

    private static Groupings.Known grouped(Rows rows, Key key) {
        Map<Labels, Integer> index = new LinkedHashMap<>();
        var series = new Labels[rows.size()];
        var groupOf = new int[series.length];
        for (int row = 0; row < groupOf.length; row++) {
            var next = index.size();
            series[row] = rows.labels(row);
            groupOf[row] = index.computeIfAbsent(key.of(series[row]), _ -> next);
        }
        return new Groupings.Known(series, groupOf, List.copyOf(index.keySet()));
    }

    private interface Key {
        Labels of(Labels labels);
    }

    private static Key key(Grouping grouping) {
        var names = Set.copyOf(grouping.labels()); // lookup only
        if (grouping.without()) {
            return labels ->
                    labels.keepNames(name -> !names.contains(name) && !name.equals(Labels.NAME));
        }
        var sorted = names.stream().sorted().toArray(String[]::new);
        return names.isEmpty() ? _ -> Labels.EMPTY : labels -> labels.keepSorted(sorted);
    }

    private Rows folded(Supplier<Accumulators.Accumulator> empty) {
        var groups = groups();
        var accumulators = new ArrayList<Accumulators.Accumulator>();
        groups.labels().forEach(_ -> accumulators.add(empty.get()));
        var scratch = new double[steps];
        for (int row = 0; row < groups.groupOf().length; row++) {
            groups.rows().fill(row, scratch);
            accumulators.get(groups.groupOf()[row]).add(scratch);
        }
        var table = new Table(steps);
        for (int group = 0; group < accumulators.size(); group++) {
            var values = new double[steps];
            accumulators.get(group).result(values);
            table.add(groups.labels().get(group), false, values);
        }
        return table;
    }

    private Rows quantile() {
        var parameter = aggregate.parameter().orElseThrow();
        var quantiles = evaluator.scalar(parameter);
        QuantileCheck.all(quantiles, evaluator.notes(), parameter.pos());
        var groups = groups();
        var input = Table.of(groups.rows(), steps);
        var members = members(groups);
        var table = new Table(steps);
        for (int group = 0; group < members.size(); group++) {
            var values = new double[steps];
            var scratch = new double[members.get(group).size()];
            for (int step = 0; step < steps; step++) {
                int count = 0;
                for (int row : members.get(group)) {
                    double value = input.values(row)[step];
                    if (!Rows.isAbsent(value)) {
                        scratch[count++] = value;
                    }
                }
                values[step] =
                        count == 0 ? Rows.ABSENT : Quantiles.of(quantiles[step], scratch, count);
            }
            table.add(groups.labels().get(group), false, values);
        }
        return table;
    }

    /// Row numbers per group.
    static List<List<Integer>> members(Groups groups) {
        List<List<Integer>> members = new ArrayList<>();
        groups.labels().forEach(_ -> members.add(new ArrayList<>()));
        for (int row = 0; row < groups.groupOf().length; row++) {
            members.get(groups.groupOf()[row]).add(row);
        }
        return members;
    }

    private Rows countValues() {
        var label = Evaluator.text(aggregate.parameter().orElseThrow());
        if (!LabelFunctions.isName(label)) {
            throw new QueryError(
                    QueryError.Kind.EXECUTION,
                    "invalid label name " + LabelFunctions.quotedBytes(label));
        }
        var groups = groups();
        var table = new Table(steps);
        var scratch = new double[steps];
        for (int row = 0; row < groups.groupOf().length; row++) {
            groups.rows().fill(row, scratch);
            var group = groups.labels().get(groups.groupOf()[row]);
            for (int step = 0; step < steps; step++) {
                if (!Rows.isAbsent(scratch[step])) {
                    var labels = group.with(label, GoFloat.plain(scratch[step]));
                    var counts = table.row(labels, false);
                    counts[step] = Rows.isAbsent(counts[step]) ? 1 : counts[step] + 1;
                }
            }
        }
        return table;
    }
}
