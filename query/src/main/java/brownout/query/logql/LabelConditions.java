// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.logql.LabelFilter.Quantity;
import brownout.query.logql.LabelFilter.Text;
import brownout.query.syntax.DurationText;
import com.google.re2j.Pattern;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/// Makes label filters ready to be asked. A quantity needs its label; a value that it cannot read
/// keeps the line and marks it with `LabelFilterErr`.
final class LabelConditions {
    private static final String FAULT = "LabelFilterErr";

    private LabelConditions() {}

    static Predicate<WorkingEntry> of(LabelFilter filter) {
        return switch (filter) {
            case Text text -> text(text);
            case Quantity quantity -> entry -> holds(quantity, entry);
            case LabelFilter.Ip ip -> ip(ip);
            case LabelFilter.And and -> {
                var left = of(and.left());
                var right = of(and.right());
                yield entry -> {
                    boolean first = left.test(entry);
                    return right.test(entry) && first;
                };
            }
            case LabelFilter.Or or -> of(or.left()).or(of(or.right()));
        };
    }

    private static Predicate<WorkingEntry> text(Text text) {
        var label = text.label();
        var value = text.value();
        return switch (text.operator()) {
            case EQUAL -> entry -> entry.text(label).equals(value);
            case NOT_EQUAL -> entry -> !entry.text(label).equals(value);
            case MATCH -> {
                var pattern = Pattern.compile(value);
                yield entry -> pattern.matches(entry.text(label));
            }
            case NO_MATCH -> {
                var pattern = Pattern.compile(value);
                yield entry -> !pattern.matches(entry.text(label));
            }
        };
    }

    private static Predicate<WorkingEntry> ip(LabelFilter.Ip ip) {
        var pattern = IpPattern.parse(ip.pattern()).orElseThrow();
        return entry -> {
            if (entry.failed()) {
                return true;
            }
            var value = entry.get(ip.label());
            return value != null && pattern.matchesAny(value) != ip.negated();
        };
    }

    private static boolean holds(Quantity quantity, WorkingEntry entry) {
        var value = entry.get(quantity.label());
        if (value == null) {
            return false;
        }
        var number = number(quantity.unit(), value);
        if (number.isEmpty()) {
            entry.fail(FAULT, fault(quantity.unit(), value));
            return true;
        }
        return quantity.comparison().holds(number.getAsDouble(), quantity.value());
    }

    /// `value` in the unit's own measure: plain, nanoseconds, bytes.
    private static OptionalDouble number(LabelFilter.Unit unit, String value) {
        return switch (unit) {
            case NUMBER -> Numbers.parseFloat(value);
            case BYTES -> Numbers.bytes(value);
            case DURATION -> {
                var nanos = DurationText.go(value);
                yield nanos.isPresent()
                        ? OptionalDouble.of((double) nanos.getAsLong())
                        : OptionalDouble.empty();
            }
        };
    }

    private static String fault(LabelFilter.Unit unit, String value) {
        return switch (unit) {
            case NUMBER -> Numbers.floatFault(value);
            case BYTES -> Numbers.bytesFault(value);
            case DURATION -> DurationText.goFault(value);
        };
    }
}
