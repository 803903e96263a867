// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.alerting.GroupStatus.RuleStatus;
import brownout.query.data.Labels;
import brownout.query.data.MetricStore;
import brownout.query.promql.Expr;
import brownout.query.promql.PromQl;
import brownout.query.promql.Value;
import brownout.query.syntax.QueryError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One alerting rule, parsed.
record CompiledRule(
        AlertRule rule,
        Expr expr,
        SortedMap<String, Template> labels,
        SortedMap<String, Template> annotations) {
    static CompiledRule of(AlertRule rule) {
        Expr expr;
        try {
            expr = PromQl.parse(rule.expr());
        } catch (QueryError e) {
            throw inRule(rule, "expr", rule.expr(), e);
        }
        return new CompiledRule(
                rule,
                expr,
                templates(rule, "label", rule.labels()),
                templates(rule, "annotation", rule.annotations()));
    }

    private static SortedMap<String, Template> templates(
            AlertRule rule, String kind, Map<String, String> texts) {
        var templates = new TreeMap<String, Template>();
        for (var entry : new TreeMap<>(texts).entrySet()) {
            try {
                templates.put(entry.getKey(), Template.parse(entry.getValue()));
            } catch (QueryError e) {
                throw inRule(rule, kind + " " + entry.getKey(), entry.getValue(), e);
            }
        }
        return templates;
    }

    private static QueryError inRule(AlertRule rule, String where, String text, QueryError error) {
        return new QueryError(
                error.kind(),
                error.pos(),
                text,
                "alert " + rule.name() + ", " + where + ": " + error.getMessage(),
                error.hint());
    }

    /// The status after `before`: an alert for each series of the result, firing once it has been
    /// active for the rule's `for`.
    RuleStatus evaluate(RuleStatus before, MetricStore store, long timeMillis) {
        try {
            var alerts = new TreeMap<Labels, Alert>();
            var known = new HashMap<Labels, Alert>(); // lookup only
            before.alerts().forEach(alert -> known.put(alert.labels(), alert));
            for (var sample : samples(store, timeMillis)) {
                var alert = alert(sample, known, timeMillis);
                if (alerts.put(alert.labels(), alert) != null) {
                    throw new QueryError(
                            QueryError.Kind.EXECUTION,
                            "vector contains metrics with the same labelset after applying alert"
                                    + " labels");
                }
            }
            return new RuleStatus(rule, List.copyOf(alerts.values()), "");
        } catch (QueryError e) {
            return new RuleStatus(rule, before.alerts(), e.text());
        }
    }

    /// A rule on a scalar has one series without labels.
    private List<Value.Sample> samples(MetricStore store, long timeMillis) {
        var value = PromQl.instant(store, expr, timeMillis, PromQl.Options.DEFAULT).value();
        return switch (value) {
            case Value.Vector(var samples) -> samples;
            case Value.Scalar(var time, var number) ->
                    List.of(new Value.Sample(Labels.EMPTY, time, number));
            case Value.Text _, Value.Matrix _ ->
                    throw new QueryError(
                            QueryError.Kind.EXECUTION, "rule result is not a vector or scalar");
        };
    }

    private Alert alert(Value.Sample sample, Map<Labels, Alert> known, long timeMillis) {
        var series = sample.labels();
        var labels = series.without(Labels.NAME).toMap();
        this.labels.forEach(
                (name, template) -> labels.put(name, template.expand(series, sample.value())));
        labels.put("alertname", rule.name());
        var texts = new TreeMap<String, String>();
        annotations.forEach(
                (name, template) -> texts.put(name, template.expand(series, sample.value())));
        return aged(Labels.of(labels), Labels.of(texts), sample.value(), known, timeMillis);
    }

    /// The alert, pending or firing by how long it has been active.
    private Alert aged(
            Labels identity,
            Labels texts,
            double value,
            Map<Labels, Alert> known,
            long timeMillis) {
        var before = known.get(identity);
        long activeAt = before == null ? timeMillis : before.activeAtMillis();
        if (before != null && before.state() == Alert.State.FIRING) {
            long firedAt = before.firedAtMillis();
            return new Alert(identity, texts, Alert.State.FIRING, activeAt, firedAt, value);
        }
        if (timeMillis - activeAt >= rule.forMillis()) {
            return new Alert(identity, texts, Alert.State.FIRING, activeAt, timeMillis, value);
        }
        return new Alert(identity, texts, Alert.State.PENDING, activeAt, value);
    }
}
