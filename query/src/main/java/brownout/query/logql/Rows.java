// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects rows by their labels.
final class Rows {
    private final Map<Labels, Row> rows = new LinkedHashMap<>();
    private final int steps;

    Rows(int steps) {
        this.steps = steps;
    }

    Row at(Labels labels) {
        return rows.computeIfAbsent(labels, one -> new Row(one, steps));
    }

    /// The collected rows that have a value, in label order.
    List<Row> list() {
        var list = new ArrayList<Row>();
        for (var row : rows.values()) {
            if (!row.isEmpty()) {
                list.add(row);
            }
        }
        list.sort(Comparator.comparing(row -> row.labels));
        return list;
    }
}
