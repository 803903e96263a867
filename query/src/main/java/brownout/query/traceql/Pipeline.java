// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.traceql.Expr.AggregateFilter;
import brownout.query.traceql.TraceQl.NamedValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;

/// The stages of a query made ready: from all spans of a trace to the span sets that match, none
/// where the trace does not.
final class Pipeline {
    private interface Step {
        List<SpanSet> apply(List<SpanSet> sets, TraceView view);
    }

    private final List<Step> steps = new ArrayList<>();

    Pipeline(Expr expr) {
        expr.stages().forEach(stage -> steps.add(step(stage)));
    }

    List<SpanSet> run(TraceView view) {
        var sets = List.of(SpanSet.all(view.size()));
        for (var step : steps) {
            sets = step.apply(sets, view);
            if (sets.isEmpty()) {
                return sets;
            }
        }
        return sets;
    }

    private static Step step(Expr.Stage stage) {
        return switch (stage) {
            case Expr.Spanset spanset -> {
                var selection = Spansets.of(spanset);
                yield (sets, view) -> select(selection, sets, view);
            }
            case AggregateFilter filter -> (sets, view) -> aggregate(filter, sets, view);
            case Expr.By by -> (sets, view) -> group(by, sets, view);
            case Expr.Select _ -> (sets, _) -> sets;
            case Expr.Coalesce _ -> (sets, _) -> coalesce(sets);
        };
    }

    private static List<SpanSet> select(
            Spansets.Selection selection, List<SpanSet> sets, TraceView view) {
        var kept = new ArrayList<SpanSet>();
        for (var set : sets) {
            var given = new BitSet();
            for (int span : set.spans()) {
                given.set(span);
            }
            var selected = selection.from(given, view);
            if (!selected.isEmpty()) {
                kept.add(set.withSpans(selected.stream().toArray()));
            }
        }
        return kept;
    }

    private static List<SpanSet> aggregate(
            AggregateFilter filter, List<SpanSet> sets, TraceView view) {
        var kept = new ArrayList<SpanSet>();
        for (var set : sets) {
            var value = Aggregates.value(filter, set, view);
            if (Values.compare(filter.operator(), value, filter.value())) {
                kept.add(set.with(new NamedValue(Printer.aggregate(filter), value)));
            }
        }
        return kept;
    }

    private static List<SpanSet> group(Expr.By by, List<SpanSet> sets, TraceView view) {
        var kept = new ArrayList<SpanSet>();
        for (var set : sets) {
            var groups = new LinkedHashMap<Static, BitSet>();
            for (int span : set.spans()) {
                var events = view.span(span).events();
                var event = events.isEmpty() ? null : events.getFirst();
                var value = SpanValues.value(by.field(), view, span, event);
                groups.computeIfAbsent(value, _ -> new BitSet()).set(span);
            }
            groups.forEach((value, spans) ->
                    kept.add(
                            set.withSpans(spans.stream().toArray())
                                    .with(new NamedValue(Printer.by(by), value))));
        }
        return kept;
    }

    private static List<SpanSet> coalesce(List<SpanSet> sets) {
        var all = new BitSet();
        for (var set : sets) {
            for (int span : set.spans()) {
                all.set(span);
            }
        }
        return List.of(new SpanSet(all.stream().toArray(), List.of()));
    }
}
