// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.logql.LabelFilter.Comparison;
import brownout.query.logql.LabelFilter.TextOperator;
import brownout.query.logql.LabelFilter.Unit;
import brownout.query.logql.Token.Kind;

/// Reads conditions on labels. `and` binds tighter than `or`; a comma or a mere blank means and, and
/// takes everything to its right, as upstream's grammar resolves it.
final class LabelFilterParser {
    private static final int OR = 1;
    private static final int AND = 2;

    private final Tokens in;
    private final StageParser stages;

    LabelFilterParser(Tokens in, StageParser stages) {
        this.in = in;
        this.stages = stages;
    }

    LabelFilter filter(int above) {
        in.enter();
        var left = primary();
        while (true) {
            if (above < AND && in.take("and")) {
                left = new LabelFilter.And(left, filter(AND));
            } else if (above < OR && in.take("or")) {
                left = new LabelFilter.Or(left, filter(OR));
            } else if (in.take(",") || in.at(Kind.IDENTIFIER) || in.at("(")) {
                left = new LabelFilter.And(left, filter(0));
            } else {
                in.leave();
                return left;
            }
        }
    }

    private LabelFilter primary() {
        if (in.take("(")) {
            var inner = filter(0);
            in.expect(")");
            return inner;
        }
        var label = in.expect(Kind.IDENTIFIER).text();
        var operator = in.take();
        for (var text : TextOperator.values()) {
            boolean either = text == TextOperator.EQUAL || text == TextOperator.NOT_EQUAL;
            if (operator.is(text.symbol) && (in.at(Kind.STRING) || !either)) {
                var value = stages.regexChecked(text.isRegex(), in.expect(Kind.STRING));
                return new LabelFilter.Text(label, text, value);
            }
            if (operator.is(text.symbol) && in.at("ip")) {
                return ip(label, text == TextOperator.NOT_EQUAL);
            }
        }
        return quantity(label, operator);
    }

    private LabelFilter ip(String label, boolean negated) {
        in.take();
        in.expect("(");
        var pattern = in.expect(Kind.STRING);
        in.expect(")");
        if (IpPattern.parse(pattern.text()).isEmpty()) {
            throw in.error(
                    pattern.pos(),
                    "ip: invalid pattern: \"" + pattern.text() + "\"",
                    "Give an address, a range a-b, or a network such as 10.0.0.0/8");
        }
        return new LabelFilter.Ip(label, negated, pattern.text());
    }

    private LabelFilter quantity(String label, Token operator) {
        for (var comparison : Comparison.values()) {
            boolean equal = comparison == Comparison.EQUAL && operator.is("=");
            if (operator.is(comparison.symbol) || equal) {
                return quantity(label, comparison);
            }
        }
        throw in.error(operator.pos(), "syntax error: unexpected " + operator.describe(), "");
    }

    private LabelFilter quantity(String label, Comparison comparison) {
        boolean minus = in.at("-");
        if (minus || in.at("+")) {
            in.take();
        }
        var token = in.peek();
        double value;
        Unit unit;
        if (in.at(Kind.NUMBER)) {
            unit = Unit.NUMBER;
            value = stages.literal();
        } else if (in.at(Kind.DURATION)) {
            unit = Unit.DURATION;
            value = StageParser.durationNanos(in.take());
        } else if (in.at(Kind.BYTES)) {
            unit = Unit.BYTES;
            value = Numbers.bytes(in.take().text()).orElseThrow();
        } else {
            throw in.unexpected("BYTES", "DURATION", "NUMBER");
        }
        return new LabelFilter.Quantity(
                label, comparison, unit, minus ? -value : value, (minus ? "-" : "") + token.text());
    }
}
