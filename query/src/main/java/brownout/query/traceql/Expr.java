// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.syntax.Pos;
import java.util.List;
import java.util.Locale;

/// A TraceQL query: stages, each turning the span sets of a trace into span sets. [TraceQl#parse]
/// makes it; what it makes is checked and supported. `hints` have no influence on the answer.
public record Expr(List<Stage> stages, List<Hint> hints, Pos pos) {
    public Expr {
        stages = List.copyOf(stages);
        hints = List.copyOf(hints);
    }

    /// `with(name=value)`.
    public record Hint(String name, Static value) {}

    public sealed interface Stage {
        Pos pos();
    }

    /// What gives a set of spans.
    public sealed interface Spanset extends Stage {}

    /// `{ condition }`: the spans for which it is true.
    public record Filter(Field condition, Pos pos) implements Spanset {}

    /// Two sets combined; for structural operators the right side's spans result.
    public record Combined(SpansetOperator operator, Spanset left, Spanset right, Pos pos)
            implements Spanset {}

    /// `aggregate(argument) operator value`: keeps the span sets for which it holds.
    public record AggregateFilter(
            Aggregate aggregate, List<Field> argument, Operator operator, Static value, Pos pos)
            implements Stage {
        public AggregateFilter {
            argument = List.copyOf(argument);
        }
    }

    /// `by(field)`: one span set for each value.
    public record By(Field field, Pos pos) implements Stage {}

    /// `select(names)`: keeps everything and adds to what is shown of spans.
    public record Select(List<Field.Named> names, Pos pos) implements Stage {
        public Select {
            names = List.copyOf(names);
        }
    }

    /// `coalesce()`: all span sets into one.
    public record Coalesce(Pos pos) implements Stage {}

    /// Functions over the spans of a set; only [#COUNT] has no argument.
    public enum Aggregate {
        COUNT,
        AVG,
        MAX,
        MIN,
        SUM;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
