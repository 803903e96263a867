// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.data.Trace;
import brownout.query.data.TraceId;
import org.jspecify.annotations.Nullable;

/// What an expression gives for one span. `event` is the event that stands for `event.` names, or
/// null where the span has none.
final class SpanValues {
    private SpanValues() {}

    static Static value(Field field, TraceView view, int index, Trace.@Nullable Event event) {
        return switch (field) {
            case Field.Constant constant -> constant.value();
            case Field.Attribute attribute -> attribute(attribute, view.span(index), event);
            case Field.Intrinsics intrinsics ->
                    intrinsic(intrinsics.intrinsic(), view, index, event);
            case Field.Negative negative ->
                    Values.negative(value(negative.operand(), view, index, event));
            case Field.Binary binary when binary.operator().isArithmetic() ->
                    Values.arithmetic(
                            binary.operator(),
                            value(binary.left(), view, index, event),
                            value(binary.right(), view, index, event));
            case Field.Not _, Field.Binary _ ->
                    Static.of(Conditions.of(field).test(view, index, event));
        };
    }

    static Static attribute(
            Field.Attribute attribute, Trace.Span span, Trace.@Nullable Event event) {
        return Static.of(raw(attribute.scope(), attribute.name(), span, event));
    }

    /// As [brownout.query.data.Attributes] holds it. Spans carry no links or scope attributes yet.
    static @Nullable Object raw(
            Field.Scope scope, String name, Trace.Span span, Trace.@Nullable Event event) {
        return switch (scope) {
            case SPAN -> span.attributes().get(name);
            case RESOURCE -> span.resource().get(name);
            case NONE -> {
                var own = span.attributes().get(name);
                yield own != null ? own : span.resource().get(name);
            }
            case EVENT -> event == null ? null : event.attributes().get(name);
            case LINK, INSTRUMENTATION -> null;
        };
    }

    static Static intrinsic(
            Intrinsic intrinsic, TraceView view, int index, Trace.@Nullable Event event) {
        var span = view.span(index);
        return switch (intrinsic) {
            case DURATION -> new Static.Span(span.durationNanos());
            case NAME -> new Static.Text(span.name());
            case STATUS -> new Static.StatusValue(span.status());
            case STATUS_MESSAGE -> new Static.Text(span.statusMessage());
            case KIND -> new Static.KindValue(span.kind());
            case SPAN_ID -> new Static.Text(TraceId.hex16(span.id()));
            case PARENT_ID ->
                    span.parentId() == 0
                            ? Static.Nil.VALUE
                            : new Static.Text(TraceId.hex16(span.parentId()));
            case CHILD_COUNT -> new Static.Int(view.childCount(index));
            case TRACE_ID -> new Static.Text(view.trace.id().hex());
            case TRACE_DURATION -> new Static.Span(view.durationNanos());
            case ROOT_NAME -> {
                var root = view.root();
                yield new Static.Text(root == null ? "" : root.name());
            }
            case ROOT_SERVICE -> {
                var root = view.root();
                yield new Static.Text(root == null ? "" : root.service());
            }
            case EVENT_NAME -> event == null ? Static.Nil.VALUE : new Static.Text(event.name());
            case EVENT_TIME ->
                    event == null
                            ? Static.Nil.VALUE
                            : new Static.Span(event.timeNanos() - span.startNanos());
            case LINK_TRACE_ID, LINK_SPAN_ID -> Static.Nil.VALUE;
            case INSTRUMENTATION_NAME, INSTRUMENTATION_VERSION -> new Static.Text("");
            case NESTED_SET_LEFT -> new Static.Int(view.left(index));
            case NESTED_SET_RIGHT -> new Static.Int(view.right(index));
            case NESTED_SET_PARENT -> new Static.Int(view.parentLeft(index));
        };
    }
}
