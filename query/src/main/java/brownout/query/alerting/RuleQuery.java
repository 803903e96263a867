// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.alerting.RuleGroup.Language;
import brownout.query.data.Budget;
import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.data.MetricStore;
import brownout.query.logql.LogQl;
import brownout.query.promql.Prepared;
import brownout.query.promql.PromQl;
import brownout.query.promql.Value;
import brownout.query.promql.Value.Sample;
import brownout.query.promql.ValueType;
import brownout.query.syntax.QueryError;
import java.util.List;

/// The expression of a rule, parsed: PromQL over metrics, or a metric query of LogQL over lines.
sealed interface RuleQuery {
    record OfMetrics(Prepared query) implements RuleQuery {}

    record OfLogs(brownout.query.logql.Expr expr) implements RuleQuery {}

    /// What rules read.
    record Stores(MetricStore metrics, LogStore logs) {}

    /// Throws [QueryError] where `text` is wrong, not supported, or gives no vector.
    static RuleQuery parse(Language language, String text) {
        return switch (language) {
            case PROMQL -> {
                var expr = PromQl.parse(text);
                var type = PromQl.typeOf(expr);
                if (type != ValueType.VECTOR && type != ValueType.SCALAR) {
                    throw new QueryError(
                            QueryError.Kind.PARSE,
                            expr.pos(),
                            text,
                            "invalid expression type \"%s\" for a rule, must be Scalar or instant Vector"
                                    .formatted(type),
                            "");
                }
                yield new OfMetrics(new Prepared(expr));
            }
            case LOGQL -> {
                var expr = LogQl.parse(text);
                if (expr instanceof brownout.query.logql.Expr.Log) {
                    throw new QueryError(
                            QueryError.Kind.PARSE,
                            expr.pos(),
                            text,
                            "a rule needs numbers, this query gives lines",
                            "Count them: sum by (service) (rate(… [5m]))");
                }
                yield new OfLogs(expr);
            }
        };
    }

    /// The result at `timeMillis`, in label order; a scalar is one sample without labels.
    default List<Sample> at(Stores stores, long timeMillis, Budget budget) {
        return switch (this) {
            case OfMetrics(var query) -> {
                var options = PromQl.Options.DEFAULT.withBudget(budget);
                yield switch (query.instant(stores.metrics(), timeMillis, options).value()) {
                    case Value.Vector(var samples) -> samples;
                    case Value.Scalar(var time, var number) ->
                            List.of(new Sample(Labels.EMPTY, time, number));
                    case Value.Text _, Value.Matrix _ -> throw notNumbers();
                };
            }
            case OfLogs(var expr) ->
                    switch (LogQl.instant(stores.logs(), expr, timeMillis * 1_000_000, budget)) {
                        case brownout.query.logql.Value.Vector(_, var samples) ->
                                samples.stream()
                                        .map(sample ->
                                                new Sample(
                                                        sample.labels(),
                                                        timeMillis,
                                                        sample.value()))
                                        .toList();
                        case brownout.query.logql.Value.Scalar(_, var number) ->
                                List.of(new Sample(Labels.EMPTY, timeMillis, number));
                        case brownout.query.logql.Value.Matrix _ -> throw notNumbers();
                    };
        };
    }

    private static QueryError notNumbers() {
        return new QueryError(QueryError.Kind.EXECUTION, "rule result is not a vector or scalar");
    }

    /// The canonical text.
    static String print(Language language, String text) {
        return switch (language) {
            case PROMQL -> PromQl.print(PromQl.parse(text));
            case LOGQL -> LogQl.print(LogQl.parse(text));
        };
    }
}
