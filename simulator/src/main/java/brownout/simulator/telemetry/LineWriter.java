// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.data.TraceId;
import brownout.simulator.condition.Failure;
import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Frame;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Pod;
import brownout.simulator.engine.Requests;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.SpanCode;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.World;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/// Writes lines as the estate's services do: one JSON object, the fields in the house's order.
final class LineWriter {
    private final Snapshot snapshot;
    private final World world;
    private final Streams streams;
    private final Ids ids;
    private final long t0Seconds;

    LineWriter(Snapshot snapshot, Streams streams, Ids ids, long t0Seconds) {
        this.snapshot = snapshot;
        this.world = snapshot.world;
        this.streams = streams;
        this.ids = ids;
        this.t0Seconds = t0Seconds;
    }

    LogStore.Entry entry(Lines.Line line) {
        return switch (line) {
            case Lines.Line.Request request -> request(request);
            case Lines.Line.Event event -> event(event);
            case Lines.Line.Server server -> server(server);
            case Lines.Line.Ticketed ticket -> ticket(ticket);
            case Lines.Line.Notified notified -> notified(notified);
        };
    }

    private LogStore.Entry event(Lines.Line.Event event) {
        var pod = snapshot.fleet.pod(event.pod());
        var text = start(event, skew(event, pod));
        field(text, "message", event.message());
        field(text, "pod", pod.name);
        text.setCharAt(text.length() - 1, '}');
        var metadata = Labels.of("pod", pod.name, "detected_level", "info");
        return entry(event, text, metadata);
    }

    private LogStore.Entry server(Lines.Line.Server server) {
        var text = start(server, 0);
        field(text, "message", server.message());
        field(text, "pod", server.instance());
        text.setCharAt(text.length() - 1, '}');
        var level = streams.level(server.stream()).toLowerCase(Locale.ROOT);
        return entry(server, text, Labels.of("pod", server.instance(), "detected_level", level));
    }

    private LogStore.Entry ticket(Lines.Line.Ticketed ticket) {
        var text = start(ticket, 0);
        field(text, "message", "Ticket opened: " + ticket.said());
        field(text, "ticket", "SUP-" + ticket.number());
        field(text, "topic", ticket.topic().name().toLowerCase(Locale.ROOT));
        field(text, "channel", ticket.channel());
        field(text, "user_id", "user_" + ticket.user());
        text.setCharAt(text.length() - 1, '}');
        return entry(ticket, text, Labels.of("detected_level", "info"));
    }

    /// In Alertmanager's format, logfmt.
    private LogStore.Entry notified(Lines.Line.Notified notified) {
        var text = new StringBuilder("ts=");
        timestamp(text, notified.nanos());
        text.append(" caller=notify.go:860 level=debug ").append(notified.said());
        var metadata = Labels.of("pod", notified.instance(), "detected_level", "debug");
        return entry(notified, text, metadata);
    }

    private LogStore.Entry request(Lines.Line.Request request) {
        var pod = snapshot.fleet.pod(request.pod());
        boolean isServer = SpanCode.isServer(request.code());
        var target = Http.of(world, request.coordinate(), request.code());
        var trace = ids.trace(request.coordinate()).hex();
        var span = TraceId.hex16(ids.span(request.requestHash(), request.code()));
        var text = start(request, skew(request, pod));
        field(text, "traceId", trace);
        field(text, "spanId", span);
        field(
                text,
                "message",
                isServer ? Messages.of(this, request, target) : warning(request, target));
        text.append("\"duration_ms\":");
        millis(text, request.endMicros() - request.startMicros());
        text.append(',');
        field(text, "endpoint", target.route());
        field(text, "user_id", user(request.requestHash()));
        if (request.failure() != Failure.NONE) {
            field(text, "error_type", Messages.errorType(request));
            var symptom = request.symptom();
            if (symptom != null && request.cause() < 0 && !symptom.stack().isEmpty()) {
                field(text, "stack_trace", symptom.stack());
            }
        }
        field(text, "pod", pod.name);
        field(text, "method", target.method());
        if (isServer && handles(request)) {
            var handled = Handled.of(snapshot, request.coordinate());
            field(text, "consumer_group", handled.consumer().group().name());
            number(text, "partition", handled.delivery().partition());
            number(text, "offset", handled.delivery().offset());
            text.append("\"redelivered\":").append(handled.delivery().isRedelivered()).append(',');
        }
        if (isServer) { // what makes a line a request line
            text.append("\"status\":").append(Status.code(request.status())).append(',');
        }
        text.setCharAt(text.length() - 1, '}');
        var level = streams.level(request.stream()).toLowerCase(Locale.ROOT);
        var metadata =
                Labels.of(
                        "trace_id",
                        trace,
                        "span_id",
                        span,
                        "pod",
                        pod.name,
                        "detected_level",
                        level);
        return entry(request, text, metadata);
    }

    private LogStore.Entry entry(Lines.Line line, StringBuilder text, Labels metadata) {
        return new LogStore.Entry(
                streams.labels(line.stream()),
                t0Seconds * 1_000_000_000L + line.nanos(),
                text.toString(),
                metadata);
    }

    /// By how much the clock is ahead where a line was written, nanoseconds.
    private long skew(Lines.Line line, Pod pod) {
        int tick = (int) Math.floorDiv(line.nanos() - 1, 1_000_000_000L);
        return snapshot.skewMicros(pod, tick) * 1000;
    }

    private StringBuilder start(Lines.Line line, long skewNanos) {
        var text = new StringBuilder(420).append("{\"timestamp\":\"");
        timestamp(text, line.nanos() + skewNanos);
        text.append("\",");
        field(text, "level", streams.level(line.stream()));
        field(text, "service", streams.labels(line.stream()).get("service"));
        return text;
    }

    private static String warning(Lines.Line.Request request, Http target) {
        if (!Status.isFailure(request.status())) {
            return unparsed(request, target);
        }
        return request.forgone() ? forgone(request, target) : retry(request, target);
    }

    private static String unparsed(Lines.Line.Request request, Http target) {
        var symptom = request.symptom();
        return "Could not parse the answer of "
                + target.peer()
                + " ("
                + target.method()
                + " "
                + target.route()
                + ")"
                + (symptom == null ? "" : ": " + symptom.message());
    }

    private static String forgone(Lines.Line.Request request, Http target) {
        var symptom = request.symptom();
        var said =
                symptom == null || symptom.message().isEmpty()
                        ? Messages.said(request.failure())
                        : symptom.message();
        return "Going on without "
                + target.peer()
                + " ("
                + target.method()
                + "): "
                + (said.isEmpty() ? Status.label(request.status()) : said);
    }

    private static String retry(Lines.Line.Request request, Http target) {
        return "Retrying "
                + target.method()
                + " "
                + target.route()
                + " on "
                + target.peer()
                + ": attempt "
                + (request.attempt() + 1)
                + " of "
                + (target.retries() + 1)
                + " ended with "
                + Status.label(request.status());
    }

    /// The user on whose behalf a request was made.
    static String user(long requestHash) {
        return "user_" + Requests.user(requestHash);
    }

    /// `total=5, active=5, idle=0, waiting=37`: the pool as it was when a borrower gave up.
    String pool(Pod pod, int pool, long endMicros, long requestHash) {
        int tick = (int) Math.floorDiv(endMicros - 1, 1_000_000L);
        Frame frame = snapshot.tick(tick).frame();
        if (!frame.has(pod.id)) {
            return "";
        }
        long size = Math.round(frame.at(Gauge.Pool.OPEN, pod.id, pool));
        int waiting =
                Rng.poisson(
                        Rng.hash(requestHash, 0x9e4d), frame.at(Gauge.Pool.PENDING, pod.id, pool));
        var refused =
                size < frame.at(Gauge.Pool.SIZE, pod.id, pool) * 0.95
                        ? ": " + DatabaseMessages.NO_SLOTS
                        : "";
        return " (total="
                + size
                + ", active="
                + size
                + ", idle=0, waiting="
                + waiting
                + ")"
                + refused;
    }

    World world() {
        return world;
    }

    Pod pod(int id) {
        return snapshot.fleet.pod(id);
    }

    /// `"name":"value",` with the value escaped.
    private static void field(StringBuilder text, String name, String value) {
        text.append('"').append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) { // the estate's texts and ours hold no other control characters
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
        text.append("\",");
    }

    private boolean handles(Lines.Line.Request request) {
        return SpanCode.node(request.code()) == 0
                && world.isConsumer(Coordinate.route(request.coordinate()));
    }

    private static void number(StringBuilder text, String name, long value) {
        text.append('"').append(name).append("\":").append(value).append(',');
    }

    /// `orders-3@1042`: the message that a request handles, or "".
    String message(Lines.Line.Request request) {
        if (!handles(request)) {
            return "";
        }
        var handled = Handled.of(snapshot, request.coordinate());
        return handled.place(world.estate.queues().get(handled.consumer().topic()).name());
    }

    /// Milliseconds, exactly: three decimals.
    private static void millis(StringBuilder text, long micros) {
        text.append(micros / 1000).append('.');
        digits(text, micros % 1000, 3);
    }

    private void timestamp(StringBuilder text, long nanos) {
        long seconds = t0Seconds + Math.floorDiv(nanos, 1_000_000_000L);
        var time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        digits(text, time.getYear(), 4);
        text.append('-');
        digits(text, time.getMonthValue(), 2);
        text.append('-');
        digits(text, time.getDayOfMonth(), 2);
        text.append('T');
        digits(text, time.getHour(), 2);
        text.append(':');
        digits(text, time.getMinute(), 2);
        text.append(':');
        digits(text, time.getSecond(), 2);
        text.append('.');
        digits(text, Math.floorMod(nanos, 1_000_000_000L), 9);
        text.append('Z');
    }

    private static void digits(StringBuilder text, long value, int width) {
        var digits = Long.toString(value);
        for (int i = digits.length(); i < width; i++) {
            text.append('0');
        }
        text.append(digits);
    }
}
