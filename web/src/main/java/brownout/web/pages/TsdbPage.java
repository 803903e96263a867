// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.simulator.telemetry.TsdbStatus;
import brownout.simulator.telemetry.TsdbStatus.Count;
import brownout.web.api.Signals;
import brownout.web.runs.Moment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/// What a run's Prometheus has in memory, and what its own metrics say of its memory and disk.
final class TsdbPage {
    private final MetricStore metrics;
    private final TsdbStatus status;
    private final String base;

    private TsdbPage(Moment now, String run) {
        var signals = Signals.of(now);
        metrics = signals.metrics().get();
        status = signals.tsdb().apply(Signals.TSDB_ENTRIES);
        base = "/r/" + run;
    }

    /// Throws [brownout.web.http.NotYet] while the world is being computed.
    static TsdbView of(Moment now, String run) {
        return new TsdbPage(now, run).view();
    }

    private TsdbView view() {
        if (status.maxMillis() == 0) {
            return new TsdbView("", List.of(), List.of());
        }
        var facts = new ArrayList<TsdbView.Fact>();
        boolean isRecorded = value("prometheus_tsdb_head_series").isPresent();
        var series = Text.count(status.series());
        facts.add(
                isRecorded
                        ? fact("Head series", series, "prometheus_tsdb_head_series")
                        : new TsdbView.Fact("Head series", series, "", ""));
        facts.add(new TsdbView.Fact("Chunks", Text.count(status.chunks()), "", ""));
        facts.add(new TsdbView.Fact("Label pairs", Text.count(status.labelPairs()), "", ""));
        facts.add(new TsdbView.Fact("Head since", Text.time(status.minMillis()), "", ""));
        said(facts, "Memory", "process_resident_memory_bytes{job=\"prometheus\"}", Text::bytes);
        said(facts, "Blocks on disk", "prometheus_tsdb_storage_blocks_bytes", Text::bytes);
        said(facts, "Kept for", "prometheus_tsdb_retention_limit_seconds", Text::days);
        return new TsdbView(
                Text.time(status.maxMillis()),
                facts,
                List.of(
                        top("Metrics", "series", status.byMetric(), TsdbPage::selector),
                        top("Label pairs", "series", status.byPair(), TsdbPage::byName),
                        top("Labels", "values", status.valuesByLabel(), TsdbPage::byValue),
                        top(
                                "Memory of labels",
                                "bytes",
                                status.bytesByLabel(),
                                TsdbPage::byValue,
                                bytes -> Text.bytes((double) bytes))));
    }

    /// A figure that the run's own metrics know; nothing where they do not.
    private void said(
            List<TsdbView.Fact> facts, String name, String query, DoubleFunction<String> text) {
        var value = value(query.replaceFirst("\\{.*", ""));
        if (value.isPresent()) {
            facts.add(fact(name, text.apply(value.getAsDouble()), query));
        }
    }

    private TsdbView.Fact fact(String name, String value, String query) {
        return new TsdbView.Fact(name, value, query, explore(query));
    }

    /// What Prometheus says of itself at the last scrape.
    private OptionalDouble value(String metric) {
        var set =
                metrics.select(
                        List.of(
                                Matcher.equal(Labels.NAME, metric),
                                Matcher.equal("job", "prometheus")),
                        TimeRange.millis(status.maxMillis(), status.maxMillis()),
                        MetricStore.SelectHints.NONE);
        if (set.size() == 0 || set.samples(0).size() == 0) {
            return OptionalDouble.empty();
        }
        double value = set.samples(0).values()[0];
        return MetricStore.Samples.isStale(value)
                ? OptionalDouble.empty()
                : OptionalDouble.of(value);
    }

    private TsdbView.Top top(
            String title, String unit, List<Count> counts, UnaryOperator<String> query) {
        return top(title, unit, counts, query, Text::count);
    }

    private TsdbView.Top top(
            String title,
            String unit,
            List<Count> counts,
            UnaryOperator<String> query,
            LongFunction<String> text) {
        long most = counts.isEmpty() ? 1 : Math.max(1, counts.getFirst().value());
        return new TsdbView.Top(
                title,
                unit,
                counts.stream()
                        .map(each ->
                                new TsdbView.Row(
                                        each.name(),
                                        text.apply(each.value()),
                                        (int) Math.max(1, 100 * each.value() / most),
                                        query.apply(each.name()),
                                        explore(query.apply(each.name()))))
                        .toList());
    }

    // ---- queries that say the same

    private static String selector(String metric) {
        return metric.matches("[a-zA-Z_:][a-zA-Z0-9_:]*")
                ? metric
                : "{" + Labels.quoted(metric) + "}";
    }

    /// Which metrics the series with a label `name=value` are of.
    private static String byName(String pair) {
        int at = pair.indexOf('=');
        var matcher = pair.substring(0, at) + "=" + Labels.quoted(pair.substring(at + 1));
        return "topk(10, count by (__name__) ({" + matcher + "}))";
    }

    /// Which values of a label most series have.
    private static String byValue(String label) {
        return "topk(10, count by (" + label + ") ({" + label + "!=\"\"}))";
    }

    private String explore(String query) {
        return base + "/x/metrics?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
