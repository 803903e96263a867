// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import java.util.Locale;
import java.util.Optional;

/// Aggregation operators: the name, what they take before the vector, and what they answer.
public enum Aggregation {
    SUM("sum", null, "sum of the values, compensated"),
    AVG("avg", null, "mean of the values"),
    MIN("min", null, "smallest value; NaN only where all are NaN"),
    MAX("max", null, "largest value; NaN only where all are NaN"),
    COUNT("count", null, "number of series"),
    GROUP("group", null, "1 for each group"),
    STDDEV("stddev", null, "population standard deviation"),
    STDVAR("stdvar", null, "population variance"),
    QUANTILE("quantile", ValueType.SCALAR, "interpolated quantile of the values"),
    TOPK("topk", ValueType.SCALAR, "the k series with the largest values"),
    BOTTOMK("bottomk", ValueType.SCALAR, "the k series with the smallest values"),
    COUNT_VALUES("count_values", ValueType.STRING, "number of series per value"),
    LIMITK("limitk", ValueType.SCALAR, "any k series"),
    LIMIT_RATIO("limit_ratio", ValueType.SCALAR, "a sample of the series");

    private final String text;
    private final Optional<ValueType> parameter;
    private final String doc;

    Aggregation(String text, @org.jspecify.annotations.Nullable ValueType parameter, String doc) {
        this.text = text;
        this.parameter = Optional.ofNullable(parameter);
        this.doc = doc;
    }

    /// The aggregation called `name`, in any case.
    static Optional<Aggregation> of(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        for (var aggregation : values()) {
            if (aggregation.text.equals(lower)) {
                return Optional.of(aggregation);
            }
        }
        return Optional.empty();
    }

    public String text() {
        return text;
    }

    /// The type of the argument before the vector, if there is one.
    public Optional<ValueType> parameter() {
        return parameter;
    }

    public String doc() {
        return doc;
    }

    /// Whether this version evaluates it.
    public boolean isSupported() {
        return this != LIMITK && this != LIMIT_RATIO;
    }
}
