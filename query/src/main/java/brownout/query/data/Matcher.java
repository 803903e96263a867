// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One condition on a label: `name = "value"`, `!=`, `=~`, `!~`. A missing label counts as the empty
/// string. Regular expressions are RE2 (linear time), fully anchored, and their dot matches newline
/// (Prometheus and Loki selectors alike).
public final class Matcher {
    /// How the label's value is compared; [#symbol] is the operator as written.
    public enum Type {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCH("=~"),
        NO_MATCH("!~");

        private final String symbol;

        Type(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        public boolean isRegex() {
            return this == MATCH || this == NO_MATCH;
        }
    }

    private final Type type;
    private final String name;
    private final String value;
    private final @Nullable Pattern pattern;

    /// Throws [PatternSyntaxException] where `type` is a regular expression and `value` is not one.
    public Matcher(Type type, String name, String value) {
        this.type = type;
        this.name = name;
        this.value = value;
        this.pattern = type.isRegex() ? Pattern.compile("^(?s:" + value + ")$") : null;
    }

    public static Matcher equal(String name, String value) {
        return new Matcher(Type.EQUAL, name, value);
    }

    public Type type() {
        return type;
    }

    public String name() {
        return name;
    }

    public String value() {
        return value;
    }

    public boolean matches(String labelValue) {
        return switch (type) {
            case EQUAL -> labelValue.equals(value);
            case NOT_EQUAL -> !labelValue.equals(value);
            case MATCH -> Objects.requireNonNull(pattern).matches(labelValue);
            case NO_MATCH -> !Objects.requireNonNull(pattern).matches(labelValue);
        };
    }

    public boolean matches(Labels labels) {
        return matches(labels.get(name));
    }

    /// True where every one of `matchers` accepts `labels`.
    public static boolean all(List<Matcher> matchers, Labels labels) {
        for (var matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matcher that
                && type == that.type
                && name.equals(that.name)
                && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, name, value);
    }

    @Override
    public String toString() {
        return name + type.symbol() + Labels.quoted(value);
    }
}
