// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import java.util.Locale;
import java.util.Optional;

/// Functions over the entries of a window. `unwrap` says whether they need unwrapped values,
/// `grouping` whether `by` and `without` may follow them.
enum RangeFunction {
    COUNT_OVER_TIME(Unwrapping.NEVER, false),
    RATE(Unwrapping.EITHER, false),
    BYTES_OVER_TIME(Unwrapping.NEVER, false),
    BYTES_RATE(Unwrapping.NEVER, false),
    ABSENT_OVER_TIME(Unwrapping.EITHER, false),
    SUM_OVER_TIME(Unwrapping.ALWAYS, false),
    AVG_OVER_TIME(Unwrapping.ALWAYS, true),
    MIN_OVER_TIME(Unwrapping.ALWAYS, true),
    MAX_OVER_TIME(Unwrapping.ALWAYS, true),
    STDDEV_OVER_TIME(Unwrapping.ALWAYS, true),
    STDVAR_OVER_TIME(Unwrapping.ALWAYS, true),
    FIRST_OVER_TIME(Unwrapping.ALWAYS, true),
    LAST_OVER_TIME(Unwrapping.ALWAYS, true),
    QUANTILE_OVER_TIME(Unwrapping.ALWAYS, true),
    RATE_COUNTER(Unwrapping.ALWAYS, false);

    enum Unwrapping {
        NEVER,
        EITHER,
        ALWAYS
    }

    final Unwrapping unwrap;
    final boolean grouping;

    RangeFunction(Unwrapping unwrap, boolean grouping) {
        this.unwrap = unwrap;
        this.grouping = grouping;
    }

    /// True where a sum around the function may put its own grouping into the extraction of values.
    boolean sumsUp() {
        return switch (this) {
            case COUNT_OVER_TIME, RATE, BYTES_OVER_TIME, BYTES_RATE, SUM_OVER_TIME -> true;
            case ABSENT_OVER_TIME,
                    AVG_OVER_TIME,
                    MIN_OVER_TIME,
                    MAX_OVER_TIME,
                    STDDEV_OVER_TIME,
                    STDVAR_OVER_TIME,
                    FIRST_OVER_TIME,
                    LAST_OVER_TIME,
                    QUANTILE_OVER_TIME,
                    RATE_COUNTER ->
                    false;
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<RangeFunction> named(String name) {
        for (var function : values()) {
            if (function.text().equals(name)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }
}
