// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import brownout.query.data.LogStore;
import brownout.query.data.MetricStore;
import brownout.query.data.TraceStore;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// The three signals and the form each is exported in.
public enum Signal {
    METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8", "om"),
    LOGS("application/x-ndjson", "jsonl"),
    TRACES("application/x-ndjson", "otlp.jsonl");

    private final String contentType;
    private final String suffix;

    Signal(String contentType, String suffix) {
        this.contentType = contentType;
        this.suffix = suffix;
    }

    /// `metrics`, `logs` or `traces`.
    public static Optional<Signal> of(String name) {
        return Arrays.stream(values()).filter(signal -> signal.text().equals(name)).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String contentType() {
        return contentType;
    }

    /// What a file of this form ends with, without a dot before.
    public String suffix() {
        return suffix;
    }

    /// The signal of one world at one instant as a document; only the store that is needed is made.
    public Document document(
            Supplier<MetricStore> metrics,
            Supplier<LogStore> logs,
            Supplier<TraceStore> traces,
            Window window) {
        return switch (this) {
            case METRICS -> new OpenMetrics(metrics.get(), window);
            case LOGS -> new LogLines(logs.get(), window);
            case TRACES -> new TraceLines(traces.get(), window);
        };
    }
}
