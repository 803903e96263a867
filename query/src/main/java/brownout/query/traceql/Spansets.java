// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.traceql.Conditions.Condition;
import brownout.query.traceql.Expr.Spanset;
import brownout.query.traceql.SpansetOperator.Relation;
import java.util.BitSet;

/// A spanset expression made ready: from the spans it is given it keeps those that it selects.
/// Structural operators look at the whole tree and take time linear in the trace.
final class Spansets {
    /// Selects from `given`, a set of places in the trace.
    interface Selection {
        BitSet from(BitSet given, TraceView view);
    }

    private Spansets() {}

    static Selection of(Spanset spanset) {
        return switch (spanset) {
            case Expr.Filter filter -> filter(Conditions.ofSpan(filter.condition()));
            case Expr.Combined combined -> {
                var left = of(combined.left());
                var right = of(combined.right());
                yield (given, view) ->
                        combined(
                                combined.operator(),
                                left.from(given, view),
                                right.from(given, view),
                                view);
            }
        };
    }

    private static Selection filter(Condition condition) {
        return (given, view) -> {
            var kept = new BitSet();
            for (int i = given.nextSetBit(0); i >= 0; i = given.nextSetBit(i + 1)) {
                if (condition.test(view, i, null)) {
                    kept.set(i);
                }
            }
            return kept;
        };
    }

    private static BitSet combined(
            SpansetOperator operator, BitSet left, BitSet right, TraceView view) {
        var none = new BitSet();
        if (!operator.isStructural()) {
            boolean missing = left.isEmpty() || right.isEmpty();
            return operator == SpansetOperator.AND && missing ? none : union(left, right);
        }
        var related = related(operator.relation, left, view);
        related.and(right);
        return switch (operator.form) {
            case PLAIN -> related;
            case NEGATED -> {
                var others = (BitSet) right.clone();
                others.andNot(related);
                yield others;
            }
            case UNION -> {
                var partners = related(operator.relation.inverse(), right, view);
                partners.and(left);
                yield union(partners, related);
            }
        };
    }

    private static BitSet union(BitSet left, BitSet right) {
        var all = (BitSet) left.clone();
        all.or(right);
        return all;
    }

    /// The spans that stand in `relation` to one of `origins`. Spans that no root leads to stand in
    /// none.
    private static BitSet related(Relation relation, BitSet origins, TraceView view) {
        var found = new BitSet();
        var parents = view.parents();
        var order = view.preorder();
        switch (relation) {
            case CHILD -> {
                for (int span : order) {
                    found.set(span, parents[span] >= 0 && origins.get(parents[span]));
                }
            }
            case DESCENDANT -> {
                for (int span : order) {
                    int parent = parents[span];
                    found.set(span, parent >= 0 && (origins.get(parent) || found.get(parent)));
                }
            }
            case PARENT -> {
                for (int span : order) {
                    if (parents[span] >= 0 && origins.get(span)) {
                        found.set(parents[span]);
                    }
                }
            }
            case ANCESTOR -> {
                for (int i = order.length - 1; i >= 0; i--) {
                    int span = order[i];
                    if (parents[span] >= 0 && (origins.get(span) || found.get(span))) {
                        found.set(parents[span]);
                    }
                }
            }
            case SIBLING -> addSiblings(origins, view, found);
            case NONE -> throw new IllegalArgumentException("no relation");
        }
        return found;
    }

    /// Roots are siblings of each other; nobody is their own sibling.
    private static void addSiblings(BitSet origins, TraceView view, BitSet found) {
        var parents = view.parents();
        var origin = new int[view.size() + 1];
        for (int span : view.preorder()) {
            origin[parents[span] + 1] += origins.get(span) ? 1 : 0;
        }
        for (int span : view.preorder()) {
            int others = origin[parents[span] + 1] - (origins.get(span) ? 1 : 0);
            found.set(span, others > 0);
        }
    }
}
