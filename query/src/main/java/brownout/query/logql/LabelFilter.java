// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import java.util.List;

/// A condition on the labels of an entry. The type of the literal chooses how values are compared.
public sealed interface LabelFilter {
    /// `=`, `!=`, `=~`, `!~` with a string; a missing label is the empty string.
    record Text(String label, TextOperator operator, String value) implements LabelFilter {}

    /// A comparison with a number, a duration in nanoseconds, or a count of bytes. `text` is the
    /// literal as written.
    record Quantity(String label, Comparison comparison, Unit unit, double value, String text)
            implements LabelFilter {}

    /// `label = ip("pattern")`, negated for `!=`.
    record Ip(String label, boolean negated, String pattern) implements LabelFilter {}

    /// Both; the right side is looked at even where the left does not hold.
    record And(LabelFilter left, LabelFilter right) implements LabelFilter {}

    /// Either; the right side is looked at only where the left does not hold.
    record Or(LabelFilter left, LabelFilter right) implements LabelFilter {}

    enum TextOperator {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCH("=~"),
        NO_MATCH("!~");

        final String symbol;

        TextOperator(String symbol) {
            this.symbol = symbol;
        }

        boolean isRegex() {
            return this == MATCH || this == NO_MATCH;
        }
    }

    enum Comparison {
        EQUAL("=="),
        NOT_EQUAL("!="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        LESS("<"),
        LESS_OR_EQUAL("<=");

        final String symbol;

        Comparison(String symbol) {
            this.symbol = symbol;
        }

        boolean holds(double left, double right) {
            return switch (this) {
                case EQUAL -> left == right;
                case NOT_EQUAL -> left != right;
                case GREATER -> left > right;
                case GREATER_OR_EQUAL -> left >= right;
                case LESS -> left < right;
                case LESS_OR_EQUAL -> left <= right;
            };
        }
    }

    enum Unit {
        NUMBER,
        DURATION,
        BYTES
    }

    /// The names of the labels that `filter` reads, from left to right.
    static void addLabels(LabelFilter filter, List<String> names) {
        switch (filter) {
            case Text text -> names.add(text.label());
            case Quantity quantity -> names.add(quantity.label());
            case Ip ip -> names.add(ip.label());
            case And and -> {
                addLabels(and.left(), names);
                addLabels(and.right(), names);
            }
            case Or or -> {
                addLabels(or.left(), names);
                addLabels(or.right(), names);
            }
        }
    }
}
