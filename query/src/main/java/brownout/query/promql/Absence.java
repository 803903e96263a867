// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/// absent and absent_over_time: 1 at every step at which the argument has no series at all.
final class Absence {
    private Absence() {}

    static Rows absent(Evaluator evaluator, Expr.Call call) {
        var argument = call.args().getFirst();
        return of(evaluator, evaluator.vector(argument), argument);
    }

    static Rows absentOverTime(Evaluator evaluator, Expr.Call call) {
        var argument = call.args().getFirst();
        var present =
                new Windowed(
                        evaluator.range(argument),
                        evaluator.steps(),
                        new double[0],
                        RangeFunctions::present,
                        Windowed.Listener.NONE);
        return of(evaluator, present, argument);
    }

    private static Rows of(Evaluator evaluator, Rows rows, Expr argument) {
        int steps = evaluator.steps().count();
        var values = evaluator.constant(1);
        var scratch = new double[steps];
        for (int row = 0; row < rows.size(); row++) {
            rows.fill(row, scratch);
            for (int step = 0; step < steps; step++) {
                if (!Rows.isAbsent(scratch[step])) {
                    values[step] = Rows.ABSENT;
                }
            }
        }
        var table = new Table(steps);
        table.add(labels(argument), false, values);
        return table;
    }

    /// The labels that a selector pins: those with one equality matcher and no other.
    private static Labels labels(Expr argument) {
        var bare = argument.bare();
        List<Matcher> matchers = List.of();
        if (bare instanceof Expr.Selector selector) {
            matchers = selector.matchers();
        } else if (bare instanceof Expr.Range range) {
            matchers = range.selector().matchers();
        }
        var pinned = new TreeMap<String, String>();
        var seen = new HashSet<String>(); // lookup only
        for (var matcher : matchers) {
            boolean first = seen.add(matcher.name());
            if (first && matcher.type() == Matcher.Type.EQUAL) {
                pinned.put(matcher.name(), matcher.value());
            } else {
                pinned.remove(matcher.name());
            }
        }
        pinned.remove(Labels.NAME);
        return Labels.of(pinned);
    }
}
