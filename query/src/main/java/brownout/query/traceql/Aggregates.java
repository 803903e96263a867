// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.traceql.Expr.Aggregate;
import brownout.query.traceql.Expr.AggregateFilter;
import java.util.ArrayList;
import java.util.List;

/// Functions over the spans of a set. Spans for which the argument is no number do not count; where
/// none is left the value is nil. Sums and extremes keep the type, an average of whole numbers is a
/// float, one of durations a duration.
final class Aggregates {
    private Aggregates() {}

    static Static value(AggregateFilter filter, SpanSet set, TraceView view) {
        if (filter.aggregate() == Aggregate.COUNT) {
            return new Static.Int(set.spans().length);
        }
        var numbers = new ArrayList<Static>();
        for (int span : set.spans()) {
            var events = view.span(span).events();
            var event = events.isEmpty() ? null : events.getFirst();
            var value = SpanValues.value(filter.argument().getFirst(), view, span, event);
            if (Values.isNumber(value)) {
                numbers.add(value);
            }
        }
        return numbers.isEmpty() ? Static.Nil.VALUE : combined(filter.aggregate(), numbers);
    }

    private static Static combined(Aggregate aggregate, List<Static> numbers) {
        return switch (aggregate) {
            case COUNT -> new Static.Int(numbers.size());
            case MIN -> extreme(Operator.LESS, numbers);
            case MAX -> extreme(Operator.GREATER, numbers);
            case SUM -> sum(numbers);
            case AVG -> average(sum(numbers), numbers.size());
        };
    }

    private static Static extreme(Operator better, List<Static> numbers) {
        var best = numbers.getFirst();
        for (var number : numbers) {
            best = Values.compare(better, number, best) ? number : best;
        }
        return best;
    }

    private static Static sum(List<Static> numbers) {
        long whole = 0;
        double real = 0;
        boolean durations = false;
        boolean exact = true;
        for (var number : numbers) {
            switch (number) {
                case Static.Int one -> whole += one.value();
                case Static.Span one -> {
                    whole += one.nanos();
                    durations = true;
                }
                default -> {
                    real += Values.number(number);
                    exact = false;
                }
            }
        }
        if (!exact) {
            return new Static.Real(real + whole);
        }
        return durations ? new Static.Span(whole) : new Static.Int(whole);
    }

    private static Static average(Static sum, int count) {
        return sum instanceof Static.Span span
                ? new Static.Span(span.nanos() / count)
                : new Static.Real(Values.number(sum) / count);
    }
}
