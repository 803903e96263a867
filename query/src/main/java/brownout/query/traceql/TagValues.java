// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.data.Budget;
import brownout.query.data.TimeRange;
import brownout.query.data.Trace;
import brownout.query.data.TraceStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The values that an attribute or intrinsic has, for completion.
final class TagValues {
    private final Field.Named named;
    private final int limit;
    private final Set<Static> found = new LinkedHashSet<>();

    private TagValues(Field.Named named, int limit) {
        this.named = named;
        this.limit = limit;
    }

    static List<Static> of(
            TraceStore store,
            Field.Named named,
            Optional<Expr> filter,
            TimeRange range,
            int limit,
            Budget budget) {
        var values = new TagValues(named, limit);
        if (named instanceof Field.Intrinsics intrinsics) {
            var fixed = fixed(intrinsics.intrinsic(), filter.isPresent());
            if (fixed.isPresent()) {
                return fixed.get();
            }
        }
        values.collect(store, filter, range, budget);
        return values.sorted();
    }

    /// What does not depend on the data: enumerations without a filter; durations and ids have no
    /// list of values.
    private static Optional<List<Static>> fixed(Intrinsic intrinsic, boolean filtered) {
        if (intrinsic.type == Type.DURATION || intrinsic.isId() || intrinsic.type == Type.INT) {
            return Optional.of(List.of());
        }
        if (filtered) {
            return Optional.empty();
        }
        return switch (intrinsic) {
            case STATUS ->
                    Optional.of(
                            List.of(
                                    new Static.StatusValue(Trace.Status.OK),
                                    new Static.StatusValue(Trace.Status.ERROR),
                                    new Static.StatusValue(Trace.Status.UNSET)));
            case KIND ->
                    Optional.of(
                            List.of(
                                    new Static.KindValue(Trace.Kind.CLIENT),
                                    new Static.KindValue(Trace.Kind.SERVER),
                                    new Static.KindValue(Trace.Kind.PRODUCER),
                                    new Static.KindValue(Trace.Kind.CONSUMER),
                                    new Static.KindValue(Trace.Kind.INTERNAL),
                                    new Static.KindValue(Trace.Kind.UNSPECIFIED)));
            default -> Optional.empty();
        };
    }

    private void collect(TraceStore store, Optional<Expr> filter, TimeRange range, Budget budget) {
        var pipeline = filter.map(Pipeline::new);
        var hints = filter.map(Hints::of).orElse(TraceStore.SpanHints.NONE);
        var cursor = store.find(hints, range, 0);
        while (!full() && cursor.next()) {
            var view = new TraceView(cursor.trace());
            budget.charge(view.size());
            var sets =
                    pipeline.isPresent()
                            ? pipeline.get().run(view)
                            : List.of(SpanSet.all(view.size()));
            for (var set : sets) {
                for (int span : set.spans()) {
                    addSpan(view, span);
                }
            }
        }
    }

    private void addSpan(TraceView view, int index) {
        if (Conditions.namesEvent(named)) {
            for (var event : view.span(index).events()) {
                add(value(view, index, event));
            }
        } else if (named instanceof Field.Attribute attribute
                && attribute.scope() == Field.Scope.NONE) {
            var span = view.span(index);
            add(Static.of(span.attributes().get(attribute.name())));
            add(Static.of(span.resource().get(attribute.name())));
        } else {
            add(value(view, index, null));
        }
    }

    private Static value(TraceView view, int index, Trace.@Nullable Event event) {
        return SpanValues.value(named, view, index, event);
    }

    private void add(Static value) {
        if (value instanceof Static.Array array) {
            array.values().forEach(this::add);
        } else if (!(value instanceof Static.Nil) && !full()) {
            found.add(value);
        }
    }

    private boolean full() {
        return limit > 0 && found.size() >= limit;
    }

    private List<Static> sorted() {
        var sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(Static::type).thenComparing(Static::text));
        return sorted;
    }
}
