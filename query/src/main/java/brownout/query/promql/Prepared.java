// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.MetricStore;

/// A query that is evaluated again and again. It remembers how series were grouped, so that the next
/// evaluation, which mostly sees the same series, need not find out; its results are those of
/// [PromQl#instant]. Safe for use by several threads.
public final class Prepared {
    private final Expr expr;
    private final Groupings groupings = new Groupings();

    /// `expr` as [PromQl#parse] gives it.
    public Prepared(Expr expr) {
        this.expr = expr;
    }

    public Expr expr() {
        return expr;
    }

    /// As [PromQl#instant].
    public PromQl.Result instant(MetricStore store, long timeMillis, PromQl.Options options) {
        return PromQl.instant(store, expr, timeMillis, options, groupings);
    }
}
