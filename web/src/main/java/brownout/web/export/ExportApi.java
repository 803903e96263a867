// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import brownout.web.http.Download;
import brownout.web.http.Endpoints;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Times;
import brownout.web.runs.Moment;
import brownout.web.runs.Runs;

/// `GET /runs/{run}/export/{metrics|logs|traces}?start=&end=`: what the run's own APIs show now of
/// `(start, end]`, as a file. Times are RFC 3339 or seconds since 1970; `start` is the run's beginning
/// and `end` is now where they are missing, and nothing lies behind now.
public final class ExportApi {
    private static final long LONGEST_MILLIS = 6 * 3_600_000L;

    private final Runs runs;

    public ExportApi(Runs runs) {
        this.runs = runs;
    }

    public void mount(Endpoints on) {
        on.download("/runs/:run/export/:signal", this::export);
    }

    private Download export(Params in) {
        var now = runs.of(in).now();
        var signal =
                Signal.of(in.part("signal"))
                        .orElseThrow(() ->
                                new Refusal(
                                        404,
                                        "signal",
                                        "no such signal: give metrics, logs or traces"));
        var window = window(in, now);
        var telemetry = now.telemetry();
        var document =
                signal.document(telemetry::metrics, telemetry::logs, telemetry::traces, window);
        return new File(signal, window, document);
    }

    private static Window window(Params in, Moment now) {
        long end = Math.min(time(in, "end", now.timeMillis()), now.timeMillis());
        long start = time(in, "start", now.timeMillis(now.started().startTick() - 1));
        if (end < start) {
            throw new Refusal(400, "end", "end: lies before start, or start after now");
        }
        if (end - start > LONGEST_MILLIS) {
            throw new Refusal(
                    400, "start", "start: the range is longer than 6h, export it in parts");
        }
        return new Window(start, end);
    }

    private static long time(Params in, String name, long missing) {
        var text = in.text(name);
        return text.isEmpty()
                ? missing
                : Times.instantMillis(text)
                        .orElseThrow(() ->
                                new Refusal(
                                        400,
                                        name,
                                        name
                                                + ": \""
                                                + text
                                                + "\" is no time, give RFC 3339 or seconds"
                                                + " since 1970"));
    }

    private record File(Signal signal, Window window, Document document) implements Download {
        @Override
        public String contentType() {
            return signal.contentType();
        }

        @Override
        public String fileName() {
            return signal.text() + "-" + window.endMillis() / 1000 + "." + signal.suffix();
        }

        @Override
        public byte[] nextChunk() {
            return document.nextChunk();
        }
    }
}
