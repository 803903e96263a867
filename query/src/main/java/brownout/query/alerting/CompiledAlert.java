// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.alerting.GroupStatus.RuleStatus;
import brownout.query.alerting.RuleGroup.Language;
import brownout.query.data.Labels;
import brownout.query.promql.Value.Sample;
import brownout.query.syntax.QueryError;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// An alerting rule, parsed.
record CompiledAlert(
        AlertRule rule,
        Language language,
        RuleQuery query,
        SortedMap<String, RuleTemplate> labels,
        SortedMap<String, RuleTemplate> annotations)
        implements CompiledRule {
    /// Where templates say that Prometheus is.
    private static final String EXTERNAL_URL = "http://prometheus:9090";

    static CompiledAlert of(Language language, AlertRule rule) {
        RuleQuery query;
        try {
            query = RuleQuery.parse(language, rule.expr());
        } catch (QueryError e) {
            throw CompiledRule.inRule("alert " + rule.name(), "expr", rule.expr(), e);
        }
        return new CompiledAlert(
                rule,
                language,
                query,
                templates(rule, "label", rule.labels()),
                templates(rule, "annotation", rule.annotations()));
    }

    private static SortedMap<String, RuleTemplate> templates(
            AlertRule rule, String kind, Map<String, String> texts) {
        var templates = new TreeMap<String, RuleTemplate>();
        for (var entry : new TreeMap<>(texts).entrySet()) {
            try {
                templates.put(entry.getKey(), RuleTemplate.parse(entry.getValue()));
            } catch (QueryError e) {
                var part = kind + " " + entry.getKey();
                throw CompiledRule.inRule("alert " + rule.name(), part, entry.getValue(), e);
            }
        }
        return templates;
    }

    /// An alert for each series of the result, firing once it has been active for the rule's `for`, and
    /// those without a series that are kept firing.
    @Override
    public RuleStatus evaluate(RuleStatus before, Occasion occasion) {
        var looked = new Looked();
        try {
            long time = occasion.timeMillis();
            var alerts = new TreeMap<Labels, Alert>();
            var known = new HashMap<Labels, Alert>(); // lookup only
            before.alerts().forEach(alert -> known.put(alert.labels(), alert));
            var context =
                    new RuleFunctions.Context(
                            text ->
                                    RuleQuery.parse(language, text)
                                            .at(occasion.stores(), occasion.dataMillis(), looked),
                            time,
                            Labels.EMPTY,
                            EXTERNAL_URL);
            for (var sample : query.at(occasion.stores(), occasion.dataMillis(), looked)) {
                var alert = alert(sample, known, time, context);
                if (alerts.put(alert.labels(), alert) != null) {
                    throw new QueryError(
                            QueryError.Kind.EXECUTION,
                            "vector contains metrics with the same labelset after applying alert"
                                    + " labels");
                }
            }
            before.alerts().forEach(alert -> keep(alert, alerts, time));
            int limit = occasion.group().limit();
            if (limit > 0 && alerts.size() > limit) {
                return failed(
                        List.of(),
                        "exceeded limit of " + limit + " with " + alerts.size() + " alerts",
                        before,
                        looked);
            }
            var written = Written.after(before.written(), series(alerts.values()));
            return new RuleStatus(
                    rule, List.copyOf(alerts.values()), "", written, looked.getAsLong());
        } catch (QueryError e) {
            return failed(before.alerts(), e.text(), before, looked);
        }
    }

    private RuleStatus failed(List<Alert> alerts, String error, RuleStatus before, Looked looked) {
        return new RuleStatus(rule, alerts, error, before.written().none(), looked.getAsLong());
    }

    private Alert alert(
            Sample sample,
            Map<Labels, Alert> known,
            long timeMillis,
            RuleFunctions.Context context) {
        var series = sample.labels().without(Labels.NAME);
        var labels = series.toMap();
        this.labels.forEach((name, template) ->
                labels.put(name, template.expand(series, sample.value(), context)));
        labels.put("alertname", rule.name());
        var texts = new TreeMap<String, String>();
        annotations.forEach((name, template) ->
                texts.put(name, template.expand(series, sample.value(), context)));
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

    /// Adds a firing alert without a series for as long as the rule keeps it.
    private void keep(Alert before, SortedMap<Labels, Alert> alerts, long timeMillis) {
        if (before.state() == Alert.State.FIRING && rule.keepFiringForMillis() > 0) {
            var kept = before.kept(timeMillis);
            if (timeMillis - kept.keptSinceMillis().orElseThrow() < rule.keepFiringForMillis()) {
                alerts.putIfAbsent(kept.labels(), kept);
            }
        }
    }

    /// What Prometheus writes about alerts: `ALERTS` with the state as a label, and `ALERTS_FOR_STATE`
    /// with the second since when the alert is active.
    private static SortedMap<Labels, Double> series(Collection<Alert> alerts) {
        var samples = new TreeMap<Labels, Double>();
        for (var alert : alerts) {
            var state = alert.state().name().toLowerCase(Locale.ROOT);
            var named = alert.labels().with(Labels.NAME, Written.ALERTS);
            samples.put(named.with("alertstate", state), 1.0);
            samples.put(
                    alert.labels().with(Labels.NAME, Written.ALERTS_FOR_STATE),
                    alert.activeAtMillis() / 1000.0);
        }
        return samples;
    }
}
