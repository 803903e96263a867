// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import java.util.Optional;

/// Operators between sets of spans. Structural ones bind tighter than `&&` and `||`, which share a
/// level.
enum SpansetOperator {
    AND("&&", Relation.NONE, Form.PLAIN),
    OR("||", Relation.NONE, Form.PLAIN),
    CHILD(">", Relation.CHILD, Form.PLAIN),
    DESCENDANT(">>", Relation.DESCENDANT, Form.PLAIN),
    PARENT("<", Relation.PARENT, Form.PLAIN),
    ANCESTOR("<<", Relation.ANCESTOR, Form.PLAIN),
    SIBLING("~", Relation.SIBLING, Form.PLAIN),
    NOT_CHILD("!>", Relation.CHILD, Form.NEGATED),
    NOT_DESCENDANT("!>>", Relation.DESCENDANT, Form.NEGATED),
    NOT_PARENT("!<", Relation.PARENT, Form.NEGATED),
    NOT_ANCESTOR("!<<", Relation.ANCESTOR, Form.NEGATED),
    NOT_SIBLING("!~", Relation.SIBLING, Form.NEGATED),
    UNION_CHILD("&>", Relation.CHILD, Form.UNION),
    UNION_DESCENDANT("&>>", Relation.DESCENDANT, Form.UNION),
    UNION_PARENT("&<", Relation.PARENT, Form.UNION),
    UNION_ANCESTOR("&<<", Relation.ANCESTOR, Form.UNION),
    UNION_SIBLING("&~", Relation.SIBLING, Form.UNION);

    /// What a span of the right side is to one of the left.
    enum Relation {
        NONE,
        CHILD,
        DESCENDANT,
        PARENT,
        ANCESTOR,
        SIBLING;

        /// What the left span is to the right one.
        Relation inverse() {
            return switch (this) {
                case NONE -> NONE;
                case CHILD -> PARENT;
                case DESCENDANT -> ANCESTOR;
                case PARENT -> CHILD;
                case ANCESTOR -> DESCENDANT;
                case SIBLING -> SIBLING;
            };
        }
    }

    /// Which spans result: the right ones in the relation, those in none, or both sides of it.
    enum Form {
        PLAIN,
        NEGATED,
        UNION
    }

    final String symbol;
    final Relation relation;
    final Form form;

    SpansetOperator(String symbol, Relation relation, Form form) {
        this.symbol = symbol;
        this.relation = relation;
        this.form = form;
    }

    boolean isStructural() {
        return relation != Relation.NONE;
    }

    static Optional<SpansetOperator> of(Token token) {
        for (var operator : values()) {
            if (token.is(operator.symbol)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }
}
