// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Matcher;
import brownout.query.syntax.Pos;
import java.util.List;
import java.util.Optional;

/// LogQL syntax tree. Every node keeps the [Pos] range of query text it came from. [LogQl#parse]
/// makes it; what it makes is checked and supported.
public sealed interface Expr {
    Pos pos();

    /// True for a query whose answer is lines, false for one whose answer is numbers.
    default boolean isLogQuery() {
        return this instanceof Log;
    }

    /// A stream selector and the pipeline behind it.
    record Log(List<Matcher> matchers, List<Stage> stages, Pos pos) implements Expr {
        public Log {
            matchers = List.copyOf(matchers);
            stages = List.copyOf(stages);
        }
    }

    /// `function(log | unwrap … [range] offset …) by (…)` over windows `(t - range, t]`. `parameter`
    /// is the quantile and 0 for the other functions.
    record RangeAggregation(
            RangeFunction function,
            double parameter,
            Log log,
            Optional<Unwrap> unwrap,
            long rangeNanos,
            long offsetNanos,
            Optional<Grouping> grouping,
            Pos pos)
            implements Expr {}

    /// `operator(count, inner) by (…)`; `count` is 0 where the operator takes none.
    record VectorAggregation(
            VectorOperator operator, int count, Expr inner, Optional<Grouping> grouping, Pos pos)
            implements Expr {}

    /// `left operator [bool] [matching] right`. Not both sides are literals.
    record Binary(
            BinaryOperator operator,
            boolean bool,
            Optional<VectorMatching> matching,
            Expr left,
            Expr right,
            Pos pos)
            implements Expr {}

    /// A number: the scalar itself, or an operand.
    record Literal(double value, Pos pos) implements Expr {}

    /// `vector(value)`: one sample without labels at every step.
    record Vector(double value, Pos pos) implements Expr {}

    /// `label_replace(inner, "target", "replacement", "source", "regex")`.
    record LabelReplace(
            Expr inner, String target, String replacement, String source, String regex, Pos pos)
            implements Expr {}

    /// `by (names)`, or `without (names)`.
    record Grouping(boolean without, List<String> names) {
        public Grouping {
            names = List.copyOf(names);
        }

        /// True for `by ()`: one group, and no label is of interest.
        boolean needsNoLabel() {
            return !without && names.isEmpty();
        }
    }

    /// `on (labels)` or `ignoring (labels)`, and which side may have several series per match;
    /// `include` are the labels taken from the other side.
    record VectorMatching(
            boolean on, List<String> labels, Cardinality cardinality, List<String> include) {
        public VectorMatching {
            labels = List.copyOf(labels);
            include = List.copyOf(include);
        }
    }

    enum Cardinality {
        ONE_TO_ONE,
        /// `group_left`
        MANY_TO_ONE,
        /// `group_right`
        ONE_TO_MANY
    }

    /// `| unwrap label` with the filters behind it.
    record Unwrap(Conversion conversion, String label, List<LabelFilter> filters, Pos pos) {
        public Unwrap {
            filters = List.copyOf(filters);
        }
    }

    /// How an unwrapped label becomes a number; durations give seconds.
    enum Conversion {
        NUMBER,
        DURATION,
        DURATION_SECONDS,
        BYTES
    }
}
