// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore;
import brownout.query.data.MetricStore.Exemplar;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.query.data.MetricStore.Samples;
import brownout.query.data.MetricStore.SelectHints;
import brownout.query.data.TimeRange;
import brownout.simulator.telemetry.Telemetry;
import brownout.web.export.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Metrics as remote-write 1.0 requests of up to 2,000 samples: stale markers with their bits,
/// exemplars beside the first sample that follows them, and first what is known of each metric.
/// Source: Prometheus remote-write 1.0 specification (`WriteRequest`).
final class RemoteWrite implements Feeder {
    private static final int SAMPLES_PER_REQUEST = 2000;
    private static final List<String> TYPES =
            List.of("unknown", "counter", "gauge", "histogram", "gaugehistogram", "summary");

    private final Destination to;
    private final Request[] requests = new Request[Destination.LANES];
    private boolean described;
    private long exemplarsUntil = Long.MIN_VALUE;

    RemoteWrite(Destination to) {
        this.to = to;
        for (int lane = 0; lane < requests.length; lane++) {
            requests[lane] = new Request();
        }
    }

    /// A `WriteRequest` being written.
    private static final class Request {
        final Proto body = new Proto();
        int samples;
    }

    @Override
    public String items() {
        return "samples";
    }

    @Override
    public Destination to() {
        return to;
    }

    @Override
    public void feed(Telemetry seen, Window window) throws InterruptedException {
        var metrics = seen.metrics();
        describe(metrics);
        var found =
                metrics.select(
                        List.of(),
                        TimeRange.afterMillis(window.startMillis(), window.endMillis()),
                        SelectHints.NONE);
        var samples = new ArrayList<Samples>(found.size());
        long last = Long.MIN_VALUE;
        for (int i = 0; i < found.size(); i++) {
            var some = found.samples(i);
            samples.add(some);
            last = some.size() == 0 ? last : Math.max(last, some.timesMillis()[some.size() - 1]);
        }
        var exemplars = exemplars(metrics, window, last);
        for (int i = 0; i < found.size(); i++) {
            var labels = found.labels(i);
            add(labels, samples.get(i), exemplars.getOrDefault(labels, List.of()));
        }
        for (int lane = 0; lane < requests.length; lane++) {
            flush(lane);
        }
    }

    /// Those up to the last sample: later ones wait for the scrape that shows them.
    private Map<Labels, List<Exemplar>> exemplars(MetricStore metrics, Window window, long last) {
        var bySeries = new HashMap<Labels, List<Exemplar>>();
        if (last == Long.MIN_VALUE) {
            return bySeries;
        }
        long from = exemplarsUntil == Long.MIN_VALUE ? window.startMillis() : exemplarsUntil;
        var range = TimeRange.afterMillis(from, last);
        for (var exemplar : metrics.exemplars(List.of(), range)) {
            bySeries.computeIfAbsent(exemplar.series(), _ -> new ArrayList<>()).add(exemplar);
        }
        exemplarsUntil = last;
        return bySeries;
    }

    private void add(Labels labels, Samples samples, List<Exemplar> exemplars)
            throws InterruptedException {
        if (samples.size() == 0) {
            return;
        }
        int lane = Destination.lane(labels.hashCode());
        var request = requests[lane];
        request.body.message(1, series(labels, samples, exemplars));
        request.samples += samples.size();
        if (request.samples >= SAMPLES_PER_REQUEST) {
            flush(lane);
        }
    }

    private static Proto series(Labels labels, Samples samples, List<Exemplar> exemplars) {
        var series = new Proto();
        var inner = new Proto();
        labels(series, inner, labels);
        for (int i = 0; i < samples.size(); i++) {
            inner.clear();
            inner.fixed(1, samples.values()[i]);
            inner.varint(2, samples.timesMillis()[i]);
            series.message(2, inner);
        }
        for (var exemplar : exemplars) {
            var whole = new Proto();
            labels(whole, inner, exemplar.labels());
            whole.fixed(2, exemplar.value());
            whole.varint(3, exemplar.timeMillis());
            series.message(3, whole);
        }
        return series;
    }

    private static void labels(Proto into, Proto inner, Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            inner.clear();
            inner.text(1, labels.name(i));
            inner.text(2, labels.value(i));
            into.message(1, inner);
        }
    }

    private void flush(int lane) throws InterruptedException {
        var request = requests[lane];
        to.put(lane, request.body.toBytes(), request.samples);
        request.body.clear();
        request.samples = 0;
    }

    private void describe(MetricStore metrics) throws InterruptedException {
        if (described) {
            return;
        }
        described = true;
        var body = new Proto();
        metrics.metadata().forEach(metadata -> body.message(3, metadata(metadata)));
        to.describe(body.toBytes());
    }

    private static Proto metadata(MetricMetadata metadata) {
        var message = new Proto();
        message.varint(1, Math.max(0, TYPES.indexOf(metadata.type())));
        message.text(2, metadata.name());
        message.text(4, metadata.help());
        message.text(5, metadata.unit());
        return message;
    }
}
