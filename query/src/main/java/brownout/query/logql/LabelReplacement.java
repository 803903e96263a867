// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Labels;
import brownout.query.syntax.GoRegex;
import brownout.query.syntax.QueryError;
import com.google.re2j.Pattern;
import java.util.List;

/// `label_replace`: sets a label from what an anchored pattern finds in another one.
final class LabelReplacement {
    private LabelReplacement() {}

    static List<Row> evaluate(Expr.LabelReplace expr, List<Row> rows, int steps) {
        var pattern = Pattern.compile(expr.regex());
        var results = new Rows(steps);
        for (var row : rows) {
            var result = results.at(labels(expr, pattern, row.labels));
            for (int i = 0; i < steps; i++) {
                if (!row.present[i]) {
                    continue;
                }
                if (result.present[i]) {
                    throw new QueryError(
                            QueryError.Kind.EXECUTION,
                            "vector cannot contain metrics with the same labelset");
                }
                result.set(i, row.values[i]);
            }
        }
        return results.list();
    }

    private static Labels labels(Expr.LabelReplace expr, Pattern pattern, Labels labels) {
        var matcher = pattern.matcher(labels.get(expr.source()));
        return matcher.matches()
                ? labels.with(expr.target(), GoRegex.expand(expr.replacement(), matcher))
                : labels;
    }
}
