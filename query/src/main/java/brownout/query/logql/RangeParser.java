// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Matcher;
import brownout.query.logql.Expr.Unwrap;
import brownout.query.logql.RangeFunction.Unwrapping;
import brownout.query.logql.Token.Kind;
import brownout.query.syntax.DurationText;
import brownout.query.syntax.Pos;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what stands in the parentheses of a range function. The range may come before or behind
/// the pipeline, and parentheses may stand around any part that begins with the selector.
final class RangeParser {
    private final Tokens in;
    private final StageParser stages;

    private List<Matcher> matchers = List.of();
    private Pos selector = Pos.NONE;
    private final List<Stage> pipeline = new ArrayList<>();
    private @Nullable Unwrap unwrap;
    private @Nullable Token range;
    private long offsetNanos;

    RangeParser(Tokens in, StageParser stages) {
        this.in = in;
        this.stages = stages;
    }

    Expr aggregation(RangeFunction function, Pos start) {
        in.expect("(");
        double parameter = 0;
        if (in.at(Kind.NUMBER)) {
            var number = in.peek();
            parameter = stages.literal();
            in.expect(",");
            if (function != RangeFunction.QUANTILE_OVER_TIME) {
                throw in.error(
                        number.pos(),
                        "parameter %s not supported for operation %s"
                                .formatted(number.text(), function.text()),
                        "");
            }
        } else if (function == RangeFunction.QUANTILE_OVER_TIME && in.at("{")) {
            throw in.error(
                    in.peek().pos(),
                    "parameter required for operation quantile_over_time",
                    "Write quantile_over_time(0.99, ...)");
        }
        operand();
        if (range == null) {
            throw in.unexpected("RANGE");
        }
        in.expect(")");
        var grouping = stages.grouping();
        var pos = in.since(start);
        check(function, grouping.isPresent(), pos);
        return new Expr.RangeAggregation(
                function,
                parameter,
                new Expr.Log(matchers, pipeline, selector),
                Optional.ofNullable(unwrap),
                DurationText.prometheus(range.text()).orElseThrow(),
                offsetNanos,
                grouping,
                pos);
    }

    private void check(RangeFunction function, boolean grouped, Pos pos) {
        if (grouped && !function.grouping) {
            throw in.error(
                    pos,
                    "grouping not allowed for " + function.text() + " aggregation",
                    "Put sum by (...) around it");
        }
        if (unwrap != null && function.unwrap == Unwrapping.NEVER) {
            throw in.error(pos, "invalid aggregation " + function.text() + " with unwrap", "");
        }
        if (unwrap == null && function.unwrap == Unwrapping.ALWAYS) {
            throw in.error(
                    pos,
                    "invalid aggregation " + function.text() + " without unwrap",
                    "Say which label is the number: | unwrap duration_ms [5m]");
        }
    }

    private void operand() {
        in.enter();
        if (in.take("(")) {
            operand();
            in.expect(")");
        } else {
            selector = in.peek().pos();
            matchers = stages.checkedMatchers();
        }
        while (true) {
            if (in.at(Kind.RANGE) && range == null) {
                range = in.take();
                offset();
            } else if (in.at("|") && in.peek(1).is("unwrap") && unwrap == null) {
                in.take();
                unwrap = unwrap();
            } else if (unwrap == null && stages.atStage()) {
                pipeline.add(stages.stage());
            } else {
                break;
            }
        }
        selector = in.since(selector);
        in.leave();
    }

    private void offset() {
        if (!in.take("offset")) {
            return;
        }
        boolean minus = in.take("-");
        long nanos = StageParser.durationNanos(in.expect(Kind.DURATION));
        offsetNanos = minus ? -nanos : nanos;
    }

    private Unwrap unwrap() {
        var start = in.take().pos();
        var conversion =
                switch (in.peek().text()) {
                    case "bytes" -> Expr.Conversion.BYTES;
                    case "duration" -> Expr.Conversion.DURATION;
                    case "duration_seconds" -> Expr.Conversion.DURATION_SECONDS;
                    default -> Expr.Conversion.NUMBER;
                };
        String label;
        if (in.at(Kind.KEYWORD) && conversion != Expr.Conversion.NUMBER) {
            in.take();
            in.expect("(");
            label = in.expect(Kind.IDENTIFIER).text();
            in.expect(")");
        } else {
            conversion = Expr.Conversion.NUMBER;
            label = in.expect(Kind.IDENTIFIER).text();
        }
        var filters = new ArrayList<LabelFilter>();
        while (in.at("|") && !in.peek(1).is(Kind.KEYWORD)) {
            in.take();
            filters.add(stages.labelFilter());
        }
        return new Unwrap(conversion, label, filters, in.since(start));
    }
}
