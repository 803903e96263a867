// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import java.util.Locale;
import java.util.Optional;

/// Aggregations over the series of a vector.
enum VectorOperator {
    SUM,
    AVG,
    MIN,
    MAX,
    COUNT,
    STDDEV,
    STDVAR,
    TOPK,
    BOTTOMK,
    SORT,
    SORT_DESC,
    /// Off by default upstream; parsed so that it can be refused by name.
    APPROX_TOPK;

    /// True where a count of series comes before the expression.
    boolean takesCount() {
        return switch (this) {
            case TOPK, BOTTOMK, APPROX_TOPK -> true;
            case SUM, AVG, MIN, MAX, COUNT, STDDEV, STDVAR, SORT, SORT_DESC -> false;
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<VectorOperator> named(String name) {
        for (var operator : values()) {
            if (operator.text().equals(name)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }
}
