// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.solver;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.query.data.MetricStore.Samples;
import brownout.query.data.MetricStore.SelectHints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Every metric of a store as one signal per component: counters as rates, histograms as means, gauges
/// as means over their series; of requests also the share that failed. A component is what the
/// `service` label names, for calls also `peer_service`; series without one are left out. Each name is
/// selected once.
final class MetricSignals {
    private static final Pattern RESOURCE =
            Pattern.compile(
                    ".*(pending|timeout|cpu_seconds|cpu_usage|throttl|memory_(used|working_set)|"
                            + "resident_memory|restarts|oom|evicted|misses|lag|waiting|locks|"
                            + "deadlock|open_fds|threads|goroutines|gc_|heap|dropped|rejected|"
                            + "retrans|probe_duration|state_active).*");
    private static final Pattern CAPACITY =
            Pattern.compile("up|.*_up|.*(available|_ready|_avail_|_free).*");

    // Exporters do not name the unit of all that they measure.
    private static final Pattern BYTES =
            Pattern.compile(".*bytes|.*_rss|redis_config_maxmemory|.*_lsn_diff");
    private static final Pattern SECONDS =
            Pattern.compile(".*seconds|pg_stat_activity_max_tx_duration|probe_ssl_.*_expiry");

    /// Of the monitoring itself, or said of services by somebody else who says nothing new.
    private static final Pattern NOT_TELEMETRY =
            Pattern.compile("ALERTS.*|scrape_.*|prometheus_.*|traces_.*|istio_.*|changes_total");

    private static final String REQUESTS = "http_requests_total";
    private static final String CALLS = "http_client_requests_total";
    private static final String CALL_SECONDS = "http_client_request_duration_seconds";
    private static final String REQUEST_SECONDS = "http_request_duration_seconds";

    private static final double RATE_FLOOR = .05;
    private static final double SHARE_FLOOR = .005;
    private static final double SECONDS_FLOOR = .003;
    private static final double BYTES_FLOOR = 4 << 20;
    private static final double OTHER_FLOOR = .25;

    private final MetricStore metrics;
    private final Window window;
    private final List<Signal> found = new ArrayList<>();

    private MetricSignals(MetricStore metrics, Window window) {
        this.metrics = metrics;
        this.window = window;
    }

    static List<Signal> read(MetricStore metrics, Window window) {
        var reader = new MetricSignals(metrics, window);
        for (var row : metrics.metadata()) {
            if (!NOT_TELEMETRY.matcher(row.name()).matches()) {
                reader.read(row);
            }
        }
        return reader.found;
    }

    private void read(MetricMetadata row) {
        switch (row.type()) {
            case "counter" -> counter(row.name());
            case "histogram", "summary" -> histogram(row.name());
            default -> gauge(row);
        }
    }

    private static Signal.Role role(String name) {
        if (RESOURCE.matcher(name).matches()) {
            return Signal.Role.RESOURCE;
        }
        return CAPACITY.matcher(name).matches() ? Signal.Role.CAPACITY : Signal.Role.CONTEXT;
    }

    // ---- counters

    private void counter(String name) {
        var series = select(name);
        add(name, role(name), RATE_FLOOR, perSecond(increases(series, MetricSignals::owner)));
        switch (name) {
            case REQUESTS -> {
                var all = increases(series, MetricSignals::owner);
                var failed = increases(series, labels -> failed(labels) ? owner(labels) : "");
                add("failed requests", Signal.Role.SYMPTOM, SHARE_FLOOR, ratio(failed, all));
            }
            case CALLS -> {
                var all = increases(series, MetricSignals::peer);
                var failed = increases(series, labels -> failed(labels) ? peer(labels) : "");
                add("failed calls", Signal.Role.SEEN, SHARE_FLOOR, ratio(failed, all));
            }
            default -> {}
        }
    }

    /// A status of 5xx or a word: a call without an answer.
    private static boolean failed(Labels labels) {
        var status = labels.get("status");
        return status.startsWith("5")
                || (!status.isEmpty() && !Character.isDigit(status.charAt(0)));
    }

    private static String owner(Labels labels) {
        return labels.get("service");
    }

    private static String peer(Labels labels) {
        return labels.get("peer_service");
    }

    // ---- histograms

    private void histogram(String name) {
        var sums = select(name + "_sum");
        var counts = select(name + "_count");
        var role = name.equals(REQUEST_SECONDS) ? Signal.Role.SYMPTOM : role(name);
        add(name, role, SECONDS_FLOOR, mean(sums, counts, MetricSignals::owner));
        if (name.equals(CALL_SECONDS)) {
            var seen = mean(sums, counts, MetricSignals::peer);
            add("seconds of a call", Signal.Role.SEEN, SECONDS_FLOOR, seen);
        }
    }

    private SortedMap<String, double[]> mean(
            MetricStore.SeriesSet sums,
            MetricStore.SeriesSet counts,
            Function<Labels, String> component) {
        return ratio(increases(sums, component), increases(counts, component));
    }

    // ---- gauges

    private void gauge(MetricMetadata row) {
        var series = select(row.name());
        var byState = new TreeMap<String, SortedMap<String, double[]>>();
        var counts = new TreeMap<String, SortedMap<String, double[]>>();
        for (int i = 0; i < series.size(); i++) {
            var labels = series.labels(i);
            if (owner(labels).isEmpty()) {
                continue;
            }
            var state = labels.get("state");
            var name = state.isEmpty() ? row.name() : row.name() + " state_" + state;
            levels(
                    series.samples(i),
                    of(byState.computeIfAbsent(name, _ -> new TreeMap<>()), owner(labels)),
                    of(counts.computeIfAbsent(name, _ -> new TreeMap<>()), owner(labels)));
        }
        byState.forEach((name, sums) ->
                add(
                        name,
                        role(name),
                        floor(row.name()),
                        ratio(sums, counts.getOrDefault(name, new TreeMap<>()))));
    }

    private void levels(Samples samples, double[] sums, double[] counts) {
        for (int i = 0; i < samples.size(); i++) {
            int step = window.step(samples.timesMillis()[i]);
            double value = samples.values()[i];
            if (step >= 0 && Double.isFinite(value)) {
                sums[step] += value;
                counts[step]++;
            }
        }
    }

    private static double floor(String name) {
        if (BYTES.matcher(name).matches()) {
            return BYTES_FLOOR;
        }
        return SECONDS.matcher(name).matches() ? SECONDS_FLOOR : OTHER_FLOOR;
    }

    // ---- arithmetic per component

    private MetricStore.SeriesSet select(String name) {
        var matchers = List.of(Matcher.equal(Labels.NAME, name));
        return metrics.select(matchers, window.all(), SelectHints.NONE);
    }

    /// How much the counters of each component rose in each step; `component` answers an empty text for
    /// series that do not count. A series that begins inside the window began at zero.
    private SortedMap<String, double[]> increases(
            MetricStore.SeriesSet series, Function<Labels, String> component) {
        var sums = new TreeMap<String, double[]>();
        for (int i = 0; i < series.size(); i++) {
            var name = component.apply(series.labels(i));
            if (!name.isEmpty()) {
                increases(series.samples(i), of(sums, name));
            }
        }
        return sums;
    }

    private void increases(Samples samples, double[] sums) {
        double before = 0;
        for (int i = 0; i < samples.size(); i++) {
            double value = samples.values()[i];
            if (Double.isNaN(value)) {
                continue;
            }
            int step = window.step(samples.timesMillis()[i]);
            if (step >= 0) {
                sums[step] += value < before ? value : value - before;
            }
            before = value;
        }
    }

    private double[] of(SortedMap<String, double[]> byComponent, String component) {
        return byComponent.computeIfAbsent(component, _ -> new double[window.steps()]);
    }

    private static SortedMap<String, double[]> perSecond(SortedMap<String, double[]> sums) {
        for (var values : sums.values()) {
            for (int i = 0; i < values.length; i++) {
                values[i] /= Window.STEP_MILLIS / 1000.0;
            }
        }
        return sums;
    }

    /// `part / whole` per step, NaN where the whole is 0; a component without a part has parts of 0.
    private SortedMap<String, double[]> ratio(
            SortedMap<String, double[]> part, SortedMap<String, double[]> whole) {
        var ratios = new TreeMap<String, double[]>();
        whole.forEach((component, all) -> {
            var some = part.getOrDefault(component, new double[all.length]);
            var values = new double[all.length];
            Arrays.setAll(values, i -> all[i] > 0 ? some[i] / all[i] : Double.NaN);
            ratios.put(component, values);
        });
        return ratios;
    }

    private void add(
            String name, Signal.Role role, double floor, SortedMap<String, double[]> byComponent) {
        byComponent.forEach((component, values) ->
                found.add(new Signal(component, name, Signal.Source.METRICS, role, floor, values)));
    }
}
