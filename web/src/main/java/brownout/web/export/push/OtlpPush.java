// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import brownout.query.data.TimeRange;
import brownout.query.data.TraceStore.SpanHints;
import brownout.simulator.telemetry.Telemetry;
import brownout.web.export.OtlpJson;
import brownout.web.export.OtlpJson.Traced;
import brownout.web.export.Window;
import java.util.ArrayList;
import java.util.List;

/// Spans as OTLP/HTTP requests of about 2,000, each span once, when it has ended, as an exporter in
/// the service would send it.
/// Source: OpenTelemetry protocol specification, "OTLP/HTTP".
final class OtlpPush implements Feeder {
    private static final int SPANS_PER_REQUEST = 2000;
    private static final long NANOS = 1_000_000L;

    private final Destination to;

    OtlpPush(Destination to) {
        this.to = to;
    }

    @Override
    public String items() {
        return "spans";
    }

    @Override
    public Destination to() {
        return to;
    }

    @Override
    public void feed(Telemetry seen, Window window) throws InterruptedException {
        var range = TimeRange.afterMillis(window.startMillis(), window.endMillis());
        var found = seen.traces().find(SpanHints.NONE, range, 0);
        var spans = new ArrayList<Traced>();
        while (found.next()) {
            var trace = found.trace();
            for (var span : trace.spans()) {
                if (span.endNanos() > window.startMillis() * NANOS
                        && span.endNanos() <= window.endMillis() * NANOS) {
                    spans.add(new Traced(trace.id(), span));
                }
            }
            if (spans.size() >= SPANS_PER_REQUEST) {
                flush(spans);
            }
        }
        flush(spans);
    }

    private void flush(List<Traced> spans) throws InterruptedException {
        if (!spans.isEmpty()) {
            int lane = Destination.lane(spans.getFirst().trace().hashCode());
            to.put(lane, OtlpJson.resourceSpans(spans).toBytes(), spans.size());
            spans.clear();
        }
    }
}
