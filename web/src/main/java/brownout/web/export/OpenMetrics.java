// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.MetricStore.Exemplar;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.query.data.MetricStore.Samples;
import brownout.query.data.MetricStore.SelectHints;
import brownout.query.data.TimeRange;
import brownout.query.promql.GoFloat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Metrics as OpenMetrics 1.0 text with timestamps: family after family, in each metric after metric,
/// the points of a metric in time order. A piece is one metric, so memory holds the labels of one
/// family and the samples of one metric.
///
/// Label values are the store's own (`le` too), so that an import gives the same series. The format
/// has no stale markers: where a series ends its samples end. Counters that are not named `_total` are
/// written as `unknown`, and a unit only where the name ends with it, since the format asks for both.
public final class OpenMetrics implements Document {
    private static final String TOTAL = "_total";

    private final MetricStore store;
    private final TimeRange range;
    private final Iterator<MetricMetadata> families;
    private Iterator<List<Column>> metrics = List.<List<Column>>of().iterator();
    private Map<Labels, List<Exemplar>> exemplars = Map.of();
    private boolean ended;

    public OpenMetrics(MetricStore store, Window window) {
        this.store = store;
        this.range = window.range();
        this.families = Families.of(store, range).iterator();
    }

    /// One series and where its samples are to be had.
    private record Column(MetricStore.SeriesSet set, int series, String le) {
        Labels labels() {
            return set.labels(series);
        }

        double bound() {
            return le.isEmpty() || le.equals("+Inf")
                    ? Double.POSITIVE_INFINITY
                    : Double.parseDouble(le);
        }
    }

    @Override
    public boolean writeNext(ByteArrayOutputStream out) {
        if (ended) {
            return false;
        }
        var text = new StringBuilder();
        if (metrics.hasNext()) {
            metric(metrics.next(), text);
        } else if (families.hasNext()) {
            open(families.next(), text);
        } else {
            text.append("# EOF\n");
            ended = true;
        }
        out.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
        return !ended;
    }

    // ---- families

    private void open(MetricMetadata family, StringBuilder text) {
        var found = metrics(family);
        metrics = found.iterator();
        exemplars = Map.of();
        if (found.isEmpty()) {
            return;
        }
        boolean total = family.type().equals("counter") && family.name().endsWith(TOTAL);
        var name =
                total
                        ? family.name().substring(0, family.name().length() - TOTAL.length())
                        : family.name();
        var type = family.type().equals("counter") && !total ? "unknown" : family.type();
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        if (!family.unit().isEmpty() && name.endsWith("_" + family.unit())) {
            text.append("# UNIT ").append(name).append(' ').append(family.unit()).append('\n');
        }
        if (!family.help().isEmpty()) {
            text.append("# HELP ").append(name).append(' ');
            escape(family.help(), text);
            text.append('\n');
        }
        if (total || type.equals("histogram")) {
            exemplars = exemplars(family);
        }
    }

    /// The metrics of a family, each the series that have all labels but `le` in common.
    private Collection<List<Column>> metrics(MetricMetadata family) {
        boolean histogram = family.type().equals("histogram");
        var found = new LinkedHashMap<Labels, List<Column>>();
        for (var name : Families.seriesNames(family)) {
            var set = select(name);
            for (int i = 0; i < set.size(); i++) {
                var labels = set.labels(i).without(Labels.NAME);
                var key = histogram ? labels.without("le") : labels;
                found.computeIfAbsent(key, _ -> new ArrayList<>())
                        .add(new Column(set, i, histogram ? labels.get("le") : ""));
            }
        }
        if (histogram) { // buckets by their bounds; the sort is stable
            found.values().forEach(each -> each.sort((a, b) -> rank(a, b)));
        }
        return found.values();
    }

    private static int rank(Column a, Column b) {
        boolean bucketA = !a.le.isEmpty();
        boolean bucketB = !b.le.isEmpty();
        return bucketA != bucketB ? (bucketA ? -1 : 1) : Double.compare(a.bound(), b.bound());
    }

    private MetricStore.SeriesSet select(String name) {
        return store.select(List.of(Matcher.equal(Labels.NAME, name)), range, SelectHints.NONE);
    }

    private Map<Labels, List<Exemplar>> exemplars(MetricMetadata family) {
        var name = Families.seriesNames(family).getFirst();
        var found = new LinkedHashMap<Labels, List<Exemplar>>();
        for (var exemplar : store.exemplars(List.of(Matcher.equal(Labels.NAME, name)), range)) {
            found.computeIfAbsent(exemplar.series(), _ -> new ArrayList<>()).add(exemplar);
        }
        return found;
    }

    // ---- metrics

    private void metric(List<Column> columns, StringBuilder text) {
        var rows = new ArrayList<Row>(columns.size());
        for (var column : columns) {
            var labels = column.labels();
            var samples = column.set().samples(column.series());
            rows.add(new Row(labels, samples, exemplars.getOrDefault(labels, List.of())));
        }
        for (long time = next(rows); time != Long.MAX_VALUE; time = next(rows)) {
            for (var row : rows) {
                row.write(time, text);
            }
        }
    }

    private static long next(List<Row> rows) {
        long next = Long.MAX_VALUE;
        for (var row : rows) {
            next = Math.min(next, row.time());
        }
        return next;
    }

    /// A series being written: its next sample and its next exemplar.
    private static final class Row {
        private final String head;
        private final Samples samples;
        private final List<Exemplar> exemplars;
        private int sample;
        private int exemplar;

        Row(Labels labels, Samples samples, List<Exemplar> exemplars) {
            this.head = head(labels);
            this.samples = samples;
            this.exemplars = exemplars;
        }

        long time() {
            return sample < samples.size() ? samples.timesMillis()[sample] : Long.MAX_VALUE;
        }

        void write(long time, StringBuilder text) {
            if (time() != time) {
                return;
            }
            double value = samples.values()[sample++];
            if (Samples.isStale(value)) {
                return;
            }
            text.append(head).append(GoFloat.format(value)).append(' ');
            seconds(time, text);
            var shown = exemplarUntil(time);
            if (shown != null) {
                text.append(" # ");
                braces(shown.labels(), text);
                text.append(' ').append(GoFloat.format(shown.value())).append(' ');
                seconds(shown.timeMillis(), text);
            }
            text.append('\n');
        }

        /// The newest exemplar since the sample before.
        private @Nullable Exemplar exemplarUntil(long time) {
            Exemplar found = null;
            while (exemplar < exemplars.size() && exemplars.get(exemplar).timeMillis() <= time) {
                found = exemplars.get(exemplar++);
            }
            return found;
        }
    }

    private static String head(Labels labels) {
        var text = new StringBuilder(labels.get(Labels.NAME));
        var rest = labels.without(Labels.NAME);
        if (!rest.isEmpty()) {
            braces(rest, text);
        }
        return text.append(' ').toString();
    }

    private static void braces(Labels labels, StringBuilder text) {
        text.append('{');
        for (int i = 0; i < labels.size(); i++) {
            text.append(i == 0 ? "" : ",").append(labels.name(i)).append("=\"");
            escape(labels.value(i), text);
            text.append('"');
        }
        text.append('}');
    }

    private static void escape(String value, StringBuilder text) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    private static void seconds(long millis, StringBuilder text) {
        text.append(Math.floorDiv(millis, 1000L));
        int fraction = (int) Math.floorMod(millis, 1000L);
        if (fraction != 0) {
            text.append('.').append(Integer.toString(1000 + fraction), 1, 4);
        }
    }
}
