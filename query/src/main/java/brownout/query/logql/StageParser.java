// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Matcher;
import brownout.query.logql.Expr.Grouping;
import brownout.query.logql.Stage.Assignment;
import brownout.query.logql.Stage.LineOperator;
import brownout.query.logql.Token.Kind;
import brownout.query.syntax.DurationText;
import brownout.query.syntax.Pos;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Reads stream selectors, the stages of pipelines, and the small parts shared with [Parser].
final class StageParser {
    private final Tokens in;

    StageParser(Tokens in) {
        this.in = in;
    }

    /// A selector and its pipeline.
    Expr.Log log() {
        var start = in.peek().pos();
        return continued(new Expr.Log(checkedMatchers(), List.of(), start));
    }

    /// `log` with the stages that follow.
    Expr.Log continued(Expr.Log log) {
        var stages = new ArrayList<>(log.stages());
        while (atStage()) {
            if (in.at("|") && in.peek(1).is("unwrap")) {
                in.take();
                throw in.error(
                        in.peek().pos(),
                        "syntax error: unexpected unwrap",
                        "Unwrap belongs into a range function: sum_over_time(... | unwrap x [5m])");
            }
            stages.add(stage());
        }
        return new Expr.Log(log.matchers(), stages, in.since(log.pos()));
    }

    /// Matchers of which at least one must not match the empty string.
    List<Matcher> checkedMatchers() {
        var matchers = matchers();
        if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw in.error(
                    Pos.NONE,
                    "queries require at least one regexp or equality matcher that does not have an"
                            + " empty-compatible value. For instance, app=~\".*\" does not meet"
                            + " this requirement, but app=~\".+\" will",
                    "");
        }
        return matchers;
    }

    List<Matcher> matchers() {
        in.expect("{");
        var matchers = new ArrayList<Matcher>();
        if (in.take("}")) {
            return matchers;
        }
        do {
            matchers.add(matcher());
        } while (in.take(","));
        in.expect("}");
        return matchers;
    }

    private Matcher matcher() {
        var name = in.expect(Kind.IDENTIFIER);
        for (var type : Matcher.Type.values()) {
            if (in.take(type.symbol())) {
                return matcher(type, name.text(), in.expect(Kind.STRING));
            }
        }
        throw in.unexpected("=", "=~", "!~", "!=");
    }

    private Matcher matcher(Matcher.Type type, String name, Token value) {
        try {
            return new Matcher(type, name, value.text());
        } catch (PatternSyntaxException e) {
            throw in.error(value.pos(), String.valueOf(e.getMessage()), "Patterns are RE2");
        }
    }

    boolean atStage() {
        return in.at("|")
                || in.at("|=")
                || in.at("|~")
                || in.at("|>")
                || (in.at("!=") && !startsOperand(in.peek(1)))
                || in.at("!~")
                || in.at("!>");
    }

    /// `!=` behind a log query can only be a filter, but the message for `{…} != 3` is better where
    /// it is taken for the comparison that was meant.
    private static boolean startsOperand(Token token) {
        return token.is(Kind.NUMBER) || token.is("{") || token.is("(");
    }

    Stage stage() {
        var start = in.take();
        for (var operator : LineOperator.values()) {
            if (start.is(operator.symbol)) {
                return lineFilter(operator, start.pos());
            }
        }
        var word = in.peek();
        if (word.is(Kind.KEYWORD)) {
            return wordStage(word);
        }
        var filter = labelFilter();
        return new Stage.Filter(filter, in.since(word.pos()));
    }

    private Stage wordStage(Token word) {
        in.take();
        return switch (word.text()) {
            case "json" -> {
                refuseExpressions("json");
                yield new Stage.Json(in.since(word.pos()));
            }
            case "logfmt" -> logfmt(word);
            case "drop" -> new Stage.Drop(choices(), in.since(word.pos()));
            case "keep" -> new Stage.Keep(choices(), in.since(word.pos()));
            case "decolorize" -> new Stage.Decolorize(in.since(word.pos()));
            case "label_format" -> labelFormat(word);
            case "line_format" -> lineFormat(word);
            case "regexp" -> regexp(word);
            case "pattern" -> pattern(word);
            case "unpack" -> throw in.unsupported(word.pos(), "unpack is");
            default -> throw in.error(word.pos(), "syntax error: unexpected " + word.text(), "");
        };
    }

    private Stage logfmt(Token word) {
        boolean strict = false;
        boolean keepEmpty = false;
        while (in.at(Kind.PARSER_FLAG)) {
            var flag = in.take().text();
            strict |= flag.equals("strict");
            keepEmpty |= flag.equals("keep-empty");
        }
        refuseExpressions("logfmt");
        return new Stage.Logfmt(strict, keepEmpty, in.since(word.pos()));
    }

    private void refuseExpressions(String parser) {
        if (in.at(Kind.IDENTIFIER)) {
            throw in.unsupported(in.peek().pos(), "choosing fields in " + parser + " is");
        }
    }

    private Stage regexp(Token word) {
        var value = in.expect(Kind.STRING);
        var regex = regexChecked(true, value);
        if (Pattern.compile(regex).namedGroups().isEmpty()) {
            throw in.error(
                    value.pos(),
                    "invalid regexp parser: at least one named capture must be supplied",
                    "Name a group: (?P<status>[0-9]+)");
        }
        return new Stage.Regexp(regex, in.since(word.pos()));
    }

    private Stage pattern(Token word) {
        var value = in.expect(Kind.STRING);
        var fault = LinePattern.parse(value.text()).parserFault();
        if (!fault.isEmpty()) {
            throw in.error(value.pos(), "invalid pattern: " + fault, "");
        }
        return new Stage.Pattern(value.text(), in.since(word.pos()));
    }

    private Stage lineFormat(Token word) {
        var template = LineTemplate.parse(in, in.expect(Kind.STRING));
        return new Stage.LineFormat(template, in.since(word.pos()));
    }

    private Stage labelFormat(Token word) {
        var assignments = new ArrayList<Assignment>();
        var seen = new LinkedHashSet<String>();
        do {
            var target = in.expect(Kind.IDENTIFIER);
            in.expect("=");
            if (!seen.add(target.text())) {
                throw in.error(
                        target.pos(),
                        "multiple label name '"
                                + target.text()
                                + "' not allowed in a single format operation",
                        "");
            }
            if (target.text().equals(WorkingEntry.ERROR)) {
                throw in.error(target.pos(), "__error__ cannot be formatted", "");
            }
            assignments.add(
                    in.at(Kind.STRING)
                            ? new Assignment.Format(
                                    target.text(), LineTemplate.parse(in, in.take()))
                            : new Assignment.Rename(
                                    target.text(), in.expect(Kind.IDENTIFIER).text()));
        } while (in.take(","));
        return new Stage.LabelFormat(assignments, in.since(word.pos()));
    }

    private List<Stage.LabelChoice> choices() {
        var choices = new ArrayList<Stage.LabelChoice>();
        do {
            var name = in.expect(Kind.IDENTIFIER);
            var conditions = new ArrayList<Matcher>();
            for (var type : Matcher.Type.values()) {
                if (conditions.isEmpty() && in.take(type.symbol())) {
                    conditions.add(matcher(type, name.text(), in.expect(Kind.STRING)));
                }
            }
            choices.add(new Stage.LabelChoice(name.text(), conditions));
        } while (in.take(","));
        return choices;
    }

    private Stage lineFilter(LineOperator operator, Pos start) {
        var values = new ArrayList<String>();
        do {
            if (in.at("ip")) {
                throw in.unsupported(in.peek().pos(), "ip() in a line filter is");
            }
            var value = in.expect(Kind.STRING);
            var fault = operator.isPattern() ? LinePattern.parse(value.text()).filterFault() : "";
            if (!fault.isEmpty()) {
                throw in.error(value.pos(), fault, "");
            }
            values.add(regexChecked(operator.isRegex(), value));
        } while (in.take("or"));
        return new Stage.LineFilter(operator, values, in.since(start));
    }

    LabelFilter labelFilter() {
        return new LabelFilterParser(in, this).filter(0);
    }

    /// The text of `value`, after a look whether it is a regular expression where it has to be one.
    String regexChecked(boolean regex, Token value) {
        try {
            if (regex) {
                var _ = Pattern.compile(value.text());
            }
            return value.text();
        } catch (PatternSyntaxException e) {
            throw in.error(value.pos(), String.valueOf(e.getMessage()), "Patterns are RE2");
        }
    }

    /// An unsigned number.
    double literal() {
        var token = in.expect(Kind.NUMBER);
        return Numbers.parseFloat(token.text())
                .orElseThrow(() ->
                        in.error(
                                token.pos(),
                                "unable to parse literal as a float: "
                                        + Numbers.floatFault(token.text()),
                                ""));
    }

    static long durationNanos(Token duration) {
        var prometheus = DurationText.prometheus(duration.text());
        return prometheus.isPresent()
                ? prometheus.getAsLong()
                : DurationText.go(duration.text()).orElseThrow();
    }

    Optional<Grouping> grouping() {
        if (!in.at("by") && !in.at("without")) {
            return Optional.empty();
        }
        boolean without = in.take().is("without");
        return Optional.of(new Grouping(without, names()));
    }

    /// `(a, b)`, possibly empty, each name once.
    List<String> names() {
        in.expect("(");
        var names = new ArrayList<String>();
        var seen = new LinkedHashSet<String>();
        while (!in.at(")")) {
            if (!names.isEmpty()) {
                in.expect(",");
            }
            var name = in.expect(Kind.IDENTIFIER).text();
            if (seen.add(name)) {
                names.add(name);
            }
        }
        in.take();
        return names;
    }
}
