// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Matcher;
import brownout.query.syntax.Pos;
import java.util.List;
import java.util.Optional;

/// PromQL syntax tree. Every node keeps the [Pos] range of query text it came from. Brackets are
/// nodes, so printing needs no knowledge of precedence.
public sealed interface Expr {
    Pos pos();

    /// A whole query with its text: always the root, never inside.
    record Query(Expr body, String text) implements Expr {
        @Override
        public Pos pos() {
            return body.pos();
        }
    }

    /// A number, or a duration in seconds. A sign before a literal is part of it.
    record Literal(double value, Pos pos) implements Expr {}

    record Text(String value, Pos pos) implements Expr {}

    /// An instant vector selector. An equality matcher on the metric name comes first.
    record Selector(List<Matcher> matchers, Shift shift, Pos pos) implements Expr {
        public Selector {
            matchers = List.copyOf(matchers);
        }

        Selector shifted(Shift newShift, Pos newPos) {
            return new Selector(matchers, newShift, newPos);
        }
    }

    /// `selector[range]`; the shift stands on the selector.
    record Range(Selector selector, long rangeMillis, Pos pos) implements Expr {}

    /// `expr[range:step]`; `stepMillis` 0 means the default step.
    record Subquery(Expr expr, long rangeMillis, long stepMillis, Shift shift, Pos pos)
            implements Expr {}

    record Paren(Expr expr, Pos pos) implements Expr {}

    /// Unary plus or minus on something that is not a literal.
    record Unary(boolean minus, Expr expr, Pos pos) implements Expr {}

    record Binary(
            BinaryOperator operator,
            boolean bool,
            Matching matching,
            Expr left,
            Expr right,
            Pos pos)
            implements Expr {}

    record Aggregate(
            Aggregation aggregation,
            Grouping grouping,
            Optional<Expr> parameter,
            Expr expr,
            Pos pos)
            implements Expr {}

    record Call(Function function, List<Expr> args, Pos pos) implements Expr {
        public Call {
            args = List.copyOf(args);
        }
    }

    /// `@` and `offset`: evaluate at `at`, or at the step's time, minus the offset.
    record Shift(long offsetMillis, At at) {
        public static final Shift NONE = new Shift(0, At.NOWHERE);
    }

    /// Where `@` pins the evaluation time.
    sealed interface At {
        At NOWHERE = new Step();

        /// No `@`: the time of the step.
        record Step() implements At {}

        record Millis(long timeMillis) implements At {}

        /// `@ start()`: the first step of the whole query.
        record Start() implements At {}

        /// `@ end()`: the last step of the whole query.
        record End() implements At {}
    }

    /// `by (labels)`, or `without (labels)`. No clause is `by ()`.
    record Grouping(boolean without, List<String> labels) {
        public static final Grouping ALL = new Grouping(false, List.of());

        public Grouping {
            labels = List.copyOf(labels);
        }
    }

    /// `on (labels)` or `ignoring (labels)`, and which side may have several partners.
    record Matching(boolean on, List<String> labels, Side many, List<String> include) {
        public static final Matching DEFAULT = new Matching(false, List.of(), Side.NONE, List.of());

        public Matching {
            labels = List.copyOf(labels);
            include = List.copyOf(include);
        }

        public boolean isDefault() {
            return equals(DEFAULT);
        }
    }

    /// The side of `group_left` or `group_right`.
    enum Side {
        NONE,
        LEFT,
        RIGHT
    }

    /// This expression without brackets (and without the root) around it.
    default Expr bare() {
        return switch (this) {
            case Query(var body, _) -> body.bare();
            case Paren(var expr, _) -> expr.bare();
            case Literal _, Text _, Selector _, Range _, Subquery _ -> this;
            case Unary _, Binary _, Aggregate _, Call _ -> this;
        };
    }
}
