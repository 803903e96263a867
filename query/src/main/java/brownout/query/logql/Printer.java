// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.logql.Expr.Grouping;
import java.util.List;
import java.util.stream.Collectors;

/// Writes an expression as text that parses to an equal tree.
final class Printer {
    private Printer() {}

    static String print(Expr expr) {
        return switch (expr) {
            case Expr.Log log -> log(log);
            case Expr.Literal literal -> number(literal.value());
            case Expr.Vector vector -> "vector(" + number(vector.value()) + ")";
            case Expr.RangeAggregation range -> range(range);
            case Expr.VectorAggregation vector -> vector(vector);
            case Expr.Binary binary -> binary(binary);
            case Expr.LabelReplace replace ->
                    "label_replace(%s, %s, %s, %s, %s)"
                            .formatted(
                                    print(replace.inner()),
                                    Labels.quoted(replace.target()),
                                    Labels.quoted(replace.replacement()),
                                    Labels.quoted(replace.source()),
                                    Labels.quoted(replace.regex()));
        };
    }

    private static String log(Expr.Log log) {
        var text = new StringBuilder(matchers(log.matchers()));
        log.stages().forEach(stage -> text.append(' ').append(stage(stage)));
        return text.toString();
    }

    private static String matchers(List<Matcher> matchers) {
        return matchers.stream().map(Matcher::toString).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String stage(Stage stage) {
        return switch (stage) {
            case Stage.LineFilter filter ->
                    filter.operator().symbol
                            + " "
                            + filter.values().stream()
                                    .map(Labels::quoted)
                                    .collect(Collectors.joining(" or "));
            case Stage.Json _ -> "| json";
            case Stage.Logfmt logfmt ->
                    "| logfmt"
                            + (logfmt.strict() ? " --strict" : "")
                            + (logfmt.keepEmpty() ? " --keep-empty" : "");
            case Stage.Regexp regexp -> "| regexp " + Labels.quoted(regexp.regex());
            case Stage.Pattern pattern -> "| pattern " + Labels.quoted(pattern.pattern());
            case Stage.Filter filter -> "| " + filter(filter.filter());
            case Stage.LineFormat format ->
                    "| line_format " + Labels.quoted(format.template().source());
            case Stage.LabelFormat format ->
                    format.assignments().stream()
                            .map(Printer::assignment)
                            .collect(Collectors.joining(", ", "| label_format ", ""));
            case Stage.Drop drop -> "| drop " + choices(drop.labels());
            case Stage.Keep keep -> "| keep " + choices(keep.labels());
            case Stage.Decolorize _ -> "| decolorize";
        };
    }

    private static String assignment(Stage.Assignment assignment) {
        return switch (assignment) {
            case Stage.Assignment.Rename rename -> rename.target() + "=" + rename.source();
            case Stage.Assignment.Format format ->
                    format.target() + "=" + Labels.quoted(format.template().source());
        };
    }

    private static String choices(List<Stage.LabelChoice> choices) {
        return choices.stream()
                .map(choice ->
                        choice.conditions().isEmpty()
                                ? choice.name()
                                : choice.conditions().getFirst().toString())
                .collect(Collectors.joining(", "));
    }

    static String filter(LabelFilter filter) {
        return switch (filter) {
            case LabelFilter.Text text ->
                    text.label() + text.operator().symbol + Labels.quoted(text.value());
            case LabelFilter.Quantity quantity ->
                    quantity.label() + quantity.comparison().symbol + quantity.text();
            case LabelFilter.Ip ip ->
                    ip.label()
                            + (ip.negated() ? "!=" : "=")
                            + "ip("
                            + Labels.quoted(ip.pattern())
                            + ")";
            case LabelFilter.And and -> operand(and.left()) + " and " + operand(and.right());
            case LabelFilter.Or or -> operand(or.left()) + " or " + operand(or.right());
        };
    }

    private static String operand(LabelFilter filter) {
        return switch (filter) {
            case LabelFilter.And _, LabelFilter.Or _ -> "(" + filter(filter) + ")";
            case LabelFilter.Text _, LabelFilter.Quantity _, LabelFilter.Ip _ -> filter(filter);
        };
    }

    private static String range(Expr.RangeAggregation range) {
        var text = new StringBuilder(range.function().text()).append('(');
        if (range.function() == RangeFunction.QUANTILE_OVER_TIME) {
            text.append(number(range.parameter())).append(", ");
        }
        text.append(log(range.log()));
        range.unwrap().ifPresent(unwrap -> text.append(unwrap(unwrap)));
        text.append(" [").append(duration(range.rangeNanos())).append(']');
        if (range.offsetNanos() != 0) {
            text.append(" offset ").append(range.offsetNanos() < 0 ? "-" : "");
            text.append(Math.abs(range.offsetNanos())).append("ns");
        }
        text.append(')');
        range.grouping().ifPresent(grouping -> text.append(' ').append(grouping(grouping)));
        return text.toString();
    }

    private static String unwrap(Expr.Unwrap unwrap) {
        var label =
                switch (unwrap.conversion()) {
                    case NUMBER -> unwrap.label();
                    case BYTES -> "bytes(" + unwrap.label() + ")";
                    case DURATION -> "duration(" + unwrap.label() + ")";
                    case DURATION_SECONDS -> "duration_seconds(" + unwrap.label() + ")";
                };
        return " | unwrap "
                + label
                + unwrap.filters().stream()
                        .map(filter -> " | " + filter(filter))
                        .collect(Collectors.joining());
    }

    /// Ranges are whole milliseconds.
    private static String duration(long nanos) {
        return nanos / 1_000_000 + "ms";
    }

    private static String vector(Expr.VectorAggregation vector) {
        var count = vector.operator().takesCount() ? vector.count() + ", " : "";
        var grouping = vector.grouping().map(one -> " " + grouping(one)).orElse("");
        return vector.operator().text() + "(" + count + print(vector.inner()) + ")" + grouping;
    }

    private static String grouping(Grouping grouping) {
        return (grouping.without() ? "without (" : "by (")
                + String.join(", ", grouping.names())
                + ")";
    }

    private static String binary(Expr.Binary binary) {
        var text = new StringBuilder(operand(binary.left()));
        text.append(' ').append(binary.operator().symbol).append(binary.bool() ? " bool" : "");
        binary.matching()
                .ifPresent(matching -> {
                    text.append(matching.on() ? " on (" : " ignoring (");
                    text.append(String.join(", ", matching.labels())).append(')');
                    var include = " (" + String.join(", ", matching.include()) + ")";
                    text.append(
                            switch (matching.cardinality()) {
                                case ONE_TO_ONE -> "";
                                case MANY_TO_ONE -> " group_left" + include;
                                case ONE_TO_MANY -> " group_right" + include;
                            });
                });
        return text.append(' ').append(operand(binary.right())).toString();
    }

    private static String operand(Expr expr) {
        return expr instanceof Expr.Binary ? "(" + print(expr) + ")" : print(expr);
    }

    /// Plain decimal digits that read back as the same double.
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "(0 / 0)";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "(10 ^ 999)" : "(-10 ^ 999)";
        }
        return Double.toString(value);
    }
}
