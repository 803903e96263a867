// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.data.Trace;
import brownout.query.traceql.TraceQl.NamedValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attributes and intrinsics that a query names, in the order of their first mention: answers
/// show their values for each span that has them, without the scope.
final class Mentions {
    private final Map<String, Field.Named> shown = new LinkedHashMap<>();
    private boolean name = false;

    Mentions(Expr expr) {
        expr.stages().forEach(this::add);
    }

    /// True where the query names the span's name.
    boolean name() {
        return name;
    }

    private void add(Expr.Stage stage) {
        switch (stage) {
            case Expr.Filter filter -> add(filter.condition());
            case Expr.Combined combined -> {
                add(combined.left());
                add(combined.right());
            }
            case Expr.AggregateFilter filter -> filter.argument().forEach(this::add);
            case Expr.By by -> add(by.field());
            case Expr.Select select -> select.names().forEach(this::add);
            case Expr.Coalesce _ -> {}
        }
    }

    private void add(Field field) {
        switch (field) {
            case Field.Constant _ -> {}
            case Field.Not not -> add(not.operand());
            case Field.Negative negative -> add(negative.operand());
            case Field.Binary binary -> {
                add(binary.left());
                add(binary.right());
            }
            case Field.Attribute attribute -> shown.putIfAbsent(attribute.name(), attribute);
            case Field.Intrinsics intrinsics -> add(intrinsics);
        }
    }

    private void add(Field.Intrinsics intrinsics) {
        switch (intrinsics.intrinsic()) {
            case NAME -> name = true;
            case DURATION, TRACE_DURATION, ROOT_NAME, ROOT_SERVICE, TRACE_ID, SPAN_ID -> {}
            case STATUS,
                    STATUS_MESSAGE,
                    KIND,
                    PARENT_ID,
                    CHILD_COUNT,
                    EVENT_NAME,
                    EVENT_TIME,
                    LINK_TRACE_ID,
                    LINK_SPAN_ID,
                    INSTRUMENTATION_NAME,
                    INSTRUMENTATION_VERSION,
                    NESTED_SET_LEFT,
                    NESTED_SET_RIGHT,
                    NESTED_SET_PARENT ->
                    shown.putIfAbsent(intrinsics.intrinsic().text(), intrinsics);
        }
    }

    List<NamedValue> of(TraceView view, int index) {
        var values = new ArrayList<NamedValue>();
        shown.forEach((key, named) -> {
            var value = value(named, view, index);
            if (!(value instanceof Static.Nil)) {
                values.add(new NamedValue(key, value));
            }
        });
        return values;
    }

    /// Of events the first that has it.
    private static Static value(Field.Named named, TraceView view, int index) {
        if (!Conditions.namesEvent(named)) {
            return SpanValues.value(named, view, index, null);
        }
        for (Trace.@Nullable Event event : view.span(index).events()) {
            var value = SpanValues.value(named, view, index, event);
            if (!(value instanceof Static.Nil)) {
                return value;
            }
        }
        return Static.Nil.VALUE;
    }
}
