// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.logql.Expr.Unwrap;
import brownout.query.syntax.DurationText;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/// Reads the unwrapped number of an entry.
final class Extraction {
    private final Unwrap unwrap;
    private final List<Predicate<WorkingEntry>> filters;

    Extraction(Unwrap unwrap) {
        this.unwrap = unwrap;
        this.filters = unwrap.filters().stream().map(LabelConditions::of).toList();
    }

    /// Empty where the entry has no such label or a filter drops it.
    OptionalDouble value(WorkingEntry entry) {
        var text = entry.get(unwrap.label());
        if (text == null || text.isEmpty()) {
            return OptionalDouble.empty();
        }
        var number = number(text);
        if (number.isEmpty()) {
            entry.fail("SampleExtractionErr", fault(text));
        }
        for (var filter : filters) {
            if (!filter.test(entry)) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.of(number.orElse(0));
    }

    private OptionalDouble number(String text) {
        return switch (unwrap.conversion()) {
            case NUMBER -> Numbers.parseFloat(text);
            case BYTES -> Numbers.bytes(text);
            case DURATION, DURATION_SECONDS -> {
                var nanos = DurationText.go(text);
                yield nanos.isPresent()
                        ? OptionalDouble.of(nanos.getAsLong() / 1e9)
                        : OptionalDouble.empty();
            }
        };
    }

    private String fault(String text) {
        return switch (unwrap.conversion()) {
            case NUMBER -> Numbers.floatFault(text);
            case BYTES -> Numbers.bytesFault(text);
            case DURATION, DURATION_SECONDS -> DurationText.goFault(text);
        };
    }
}
