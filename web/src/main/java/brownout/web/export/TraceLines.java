// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import brownout.query.data.Trace;
import brownout.query.data.Trace.Span;
import brownout.query.data.TraceStore;
import brownout.query.data.TraceStore.SpanHints;
import brownout.query.data.TraceStore.TraceCursor;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Traces that begin in a window, as lines of OTLP JSON: each line is a whole `{"resourceSpans":…}`
/// of up to fifty traces, what OpenTelemetry's file exporter writes and its file receiver reads. Read
/// minute by minute, oldest minute first; inside a minute newest first. A trace is written whole, as
/// far as its spans have ended.
public final class TraceLines implements Document {
    private static final long PART_MILLIS = 60_000;
    private static final int TRACES_PER_LINE = 50;

    private final TraceStore store;
    private Window part;
    private Window rest;
    private TraceCursor found;

    public TraceLines(TraceStore store, Window window) {
        this.store = store;
        this.part = window.first(PART_MILLIS);
        this.rest = window.after(part);
        this.found = find();
    }

    private TraceCursor find() {
        return store.find(SpanHints.NONE, part.range(), 0);
    }

    @Override
    public boolean writeNext(ByteArrayOutputStream out) {
        var spans = new ArrayList<OtlpJson.Traced>();
        boolean more = true;
        for (int traces = 0; more && traces < TRACES_PER_LINE; ) {
            if (found.next()) {
                traces += take(found.trace(), spans) ? 1 : 0;
            } else {
                more = nextPart();
            }
        }
        if (!spans.isEmpty()) {
            out.writeBytes(OtlpJson.resourceSpans(spans).line().toBytes());
        }
        return more;
    }

    private boolean nextPart() {
        if (rest.isEmpty()) {
            return false;
        }
        part = rest.first(PART_MILLIS);
        rest = rest.after(part);
        found = find();
        return true;
    }

    /// A trace that overlaps this part but begins in another one belongs to that.
    private boolean take(Trace trace, List<OtlpJson.Traced> spans) {
        long first = trace.spans().stream().mapToLong(Span::startNanos).min().orElse(0);
        if (!part.holds(first)) {
            return false;
        }
        trace.spans().forEach(span -> spans.add(new OtlpJson.Traced(trace.id(), span)));
        return true;
    }
}
