// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.data.Labels;
import brownout.query.data.Trace;
import brownout.query.syntax.DurationText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A value: a literal of a query, what an attribute holds, or what an expression gives.
public sealed interface Static {
    record Int(long value) implements Static {}

    record Real(double value) implements Static {}

    record Text(String value) implements Static {}

    record Bool(boolean value) implements Static {
        static final Bool TRUE = new Bool(true);
        static final Bool FALSE = new Bool(false);
    }

    record Span(long nanos) implements Static {}

    record StatusValue(Trace.Status value) implements Static {}

    record KindValue(Trace.Kind value) implements Static {}

    /// An array attribute; elements are of one type.
    record Array(List<Static> values) implements Static {
        public Array {
            values = List.copyOf(values);
        }
    }

    /// The value of what is missing.
    record Nil() implements Static {
        static final Nil VALUE = new Nil();
    }

    static Static of(boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }

    /// An attribute's value as [brownout.query.data.Attributes] holds it; null is nil.
    static Static of(@Nullable Object value) {
        return switch (value) {
            case null -> Nil.VALUE;
            case String text -> new Text(text);
            case Long number -> new Int(number);
            case Double number -> new Real(number);
            case Boolean bool -> of(bool.booleanValue());
            case List<?> list ->
                    new Array(list.stream().map(element -> of((Object) element)).toList());
            default ->
                    throw new IllegalArgumentException("no attribute value: " + value.getClass());
        };
    }

    default Type type() {
        return switch (this) {
            case Int _ -> Type.INT;
            case Real _ -> Type.FLOAT;
            case Text _ -> Type.STRING;
            case Bool _ -> Type.BOOL;
            case Span _ -> Type.DURATION;
            case StatusValue _ -> Type.STATUS;
            case KindValue _ -> Type.KIND;
            case Array _ -> Type.ATTRIBUTE;
            case Nil _ -> Type.NIL;
        };
    }

    /// The value without quotes or brackets, as answers show it: durations as Go spells them.
    default String text() {
        return switch (this) {
            case Int number -> Long.toString(number.value());
            case Real number -> Double.toString(number.value());
            case Text text -> text.value();
            case Bool bool -> Boolean.toString(bool.value());
            case Span span -> DurationText.formatGo(span.nanos());
            case StatusValue status -> status.value().name().toLowerCase(Locale.ROOT);
            case KindValue kind -> kind.value().name().toLowerCase(Locale.ROOT);
            case Array array -> array.values().stream().map(Static::text).toList().toString();
            case Nil _ -> "nil";
        };
    }

    /// The value as a literal of the language.
    default String literal() {
        return switch (this) {
            case Text text -> Labels.quoted(text.value());
            case Int number when number.value() == Long.MIN_VALUE -> "minInt";
            case Int _, Real _, Bool _, Span _, StatusValue _, KindValue _, Array _, Nil _ ->
                    text();
        };
    }
}
