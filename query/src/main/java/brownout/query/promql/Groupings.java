// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which group each series belonged to when a query was evaluated before. Rules ask the same about the
/// same series again and again, and most of what an aggregation of counters takes is to find that out.
/// Safe for use by several threads.
final class Groupings {
    private final Map<Expr.Aggregate, Known> known = new HashMap<>(); // lookup only

    /// Series in order, the group of each, and the groups.
    record Known(Labels[] series, int[] groupOf, List<Labels> groups) {}

    /// What is known of `aggregate`, if its input has the same series as then.
    Optional<Known> of(Expr.Aggregate aggregate, Rows rows) {
        Known last;
        synchronized (known) {
            last = known.get(aggregate);
        }
        if (last == null || last.series.length != rows.size()) {
            return Optional.empty();
        }
        for (int row = 0; row < last.series.length; row++) {
            if (!last.series[row].equals(rows.labels(row))) {
                return Optional.empty();
            }
        }
        return Optional.of(last);
    }

    void keep(Expr.Aggregate aggregate, Known found) {
        synchronized (known) {
            known.put(aggregate, found);
        }
    }
}
