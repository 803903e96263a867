// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.promql.Expr.Shift;
import brownout.query.syntax.Pos;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Selectors: a metric name and matchers in braces.
final class SelectorParser {
    private static final Set<String> MATCH_OPERATORS = Set.of("=", "!=", "=~", "!~");

    private final Tokens tokens;

    SelectorParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /// `name`, `name{…}` or `{…}`.
    Expr.Selector selector() {
        var start = tokens.peek();
        var matchers = new ArrayList<Matcher>();
        var name = "";
        if (start.kind() == Token.Kind.WORD) {
            name = tokens.take().text();
        } else if (!start.is("{")) {
            throw tokens.unexpected("", "");
        }
        if (tokens.take("{")) {
            name = matchers(name, matchers);
        }
        if (!name.isEmpty()) {
            matchers.addFirst(Matcher.equal(Labels.NAME, name));
        }
        var pos = tokens.since(start.pos());
        refuseEmpty(matchers, pos);
        return new Expr.Selector(nameFirst(matchers), Shift.NONE, pos);
    }

    /// Reads up to the closing brace; returns the metric name, given outside or as a lone string.
    private String matchers(String outside, List<Matcher> matchers) {
        var name = outside;
        while (!tokens.take("}")) {
            var label = tokens.peek();
            if (label.isEnd()) {
                throw tokens.error(label.pos(), "unexpected end of input inside braces", "");
            }
            if (label.kind() != Token.Kind.WORD && label.kind() != Token.Kind.STRING) {
                throw tokens.unexpected("label matching", "identifier or \"}\"");
            }
            tokens.take();
            boolean lone = tokens.peek().is(",") || tokens.peek().is("}");
            if (label.kind() == Token.Kind.STRING && lone) {
                refuseSecondName(name, label.text(), label.pos());
                name = label.text();
            } else {
                matchers.add(matcher(label, outside));
            }
            if (!tokens.peek().is("}") && !tokens.take(",")) {
                if (tokens.peek().isEnd()) {
                    continue;
                }
                throw tokens.unexpected("label matching", "\",\" or \"}\"");
            }
        }
        for (var matcher : matchers) {
            if (matcher.name().equals(Labels.NAME)) {
                refuseSecondName(name, matcher.value(), tokens.peek().pos());
            }
        }
        return name;
    }

    private void refuseSecondName(String first, String second, Pos pos) {
        if (!first.isEmpty()) {
            throw tokens.error(
                    pos,
                    "metric name must not be set twice: %s or %s"
                            .formatted(Labels.quoted(first), Labels.quoted(second)),
                    "");
        }
    }

    private Matcher matcher(Token label, String outside) {
        var operator = tokens.peek();
        if (operator.isEnd()) {
            throw tokens.error(operator.pos(), "unexpected end of input inside braces", "");
        }
        if (!MATCH_OPERATORS.contains(operator.text()) || operator.kind() != Token.Kind.SYMBOL) {
            throw tokens.unexpected("label matching", "label matching operator");
        }
        tokens.take();
        if (tokens.peek().kind() != Token.Kind.STRING) {
            throw tokens.unexpected("label matching", "string");
        }
        var value = tokens.take();
        if (label.text().equals(Labels.NAME)) {
            refuseSecondName(outside, value.text(), label.pos());
        }
        try {
            return new Matcher(type(operator.text()), label.text(), value.text());
        } catch (PatternSyntaxException e) {
            throw tokens.error(
                    value.pos(),
                    "error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`",
                    "");
        }
    }

    private static Matcher.Type type(String symbol) {
        for (var type : Matcher.Type.values()) {
            if (type.symbol().equals(symbol)) {
                return type;
            }
        }
        throw new IllegalArgumentException(symbol);
    }

    private void refuseEmpty(List<Matcher> matchers, Pos pos) {
        if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw tokens.error(
                    pos,
                    "vector selector must contain at least one non-empty matcher",
                    "Name a metric, or a label with a value");
        }
    }

    private static List<Matcher> nameFirst(List<Matcher> matchers) {
        var ordered = new ArrayList<Matcher>();
        matchers.stream().filter(SelectorParser::isName).forEach(ordered::add);
        matchers.stream().filter(matcher -> !isName(matcher)).forEach(ordered::add);
        return ordered;
    }

    static boolean isName(Matcher matcher) {
        return matcher.type() == Matcher.Type.EQUAL && matcher.name().equals(Labels.NAME);
    }
}
