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
import brownout.simulator.estate.Sentence;
import java.util.List;
import java.util.Locale;

/// Writes lines as the estate's services do: one JSON object, the fields in the house's order.
final class LineWriter {
    private final Snapshot snapshot;
    private final World world;
    private final Streams streams;
    private final Ids ids;
    private final long t0Seconds;
    private final LineText text = new LineText();

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
            case Lines.Line.Passed passed -> passed(passed);
            case Lines.Line.Event event -> event(event);
            case Lines.Line.Server server -> server(server);
            case Lines.Line.Ticketed ticket -> ticket(ticket);
            case Lines.Line.Notified notified -> notified(notified);
            case Lines.Line.Audited audited -> audited(audited);
            case Lines.Line.Changed changed -> changed(changed);
        };
    }

    private LogStore.Entry passed(Lines.Line.Passed passed) {
        var trace = ids.trace(passed.coordinate()).hex();
        var pod = AccessLines.pod(world, passed);
        var metadata = Labels.of("detected_level", "info", "pod", pod, "trace_id", trace);
        var started = text.timestamp(t0Seconds, passed.startMicros() * 1000);
        return entry(passed, AccessLines.text(snapshot, passed, started, trace), metadata);
    }

    private LogStore.Entry event(Lines.Line.Event event) {
        var pod = snapshot.fleet.pod(event.pod());
        start(event, skew(event, pod));
        text.field("message", event.message()).field("pod", pod.name);
        return entry(event, Labels.of("pod", pod.name, "detected_level", "info"));
    }

    private LogStore.Entry server(Lines.Line.Server server) {
        start(server, 0);
        text.field("message", server.message()).field("pod", server.instance());
        var level = streams.detectedLevel(server.stream());
        return entry(server, Labels.of("pod", server.instance(), "detected_level", level));
    }

    private LogStore.Entry ticket(Lines.Line.Ticketed ticket) {
        start(ticket, 0);
        text.field("message", "Ticket opened: " + ticket.said())
                .field("ticket", "SUP-" + ticket.number())
                .field("topic", ticket.topic().name().toLowerCase(Locale.ROOT))
                .field("channel", ticket.channel())
                .field("user_id", "user_" + ticket.user());
        return entry(ticket, Labels.of("detected_level", "info"));
    }

    /// In Alertmanager's format, logfmt.
    private LogStore.Entry notified(Lines.Line.Notified notified) {
        var line =
                "ts="
                        + text.timestamp(t0Seconds, notified.nanos())
                        + " caller=notify.go:860 level=debug "
                        + notified.said();
        var metadata = Labels.of("pod", notified.instance(), "detected_level", "debug");
        return entry(notified, line, metadata);
    }

    private LogStore.Entry audited(Lines.Line.Audited audited) {
        long id = Rng.hash(audited.stream(), audited.nanos());
        long took = 3_000_000L + Rng.below(id, 9_000_000);
        var received = text.timestamp(t0Seconds, audited.nanos() - took);
        var done = text.timestamp(t0Seconds, audited.nanos());
        audited.call().write(text, id, received, done);
        return entry(audited, Labels.of("detected_level", "info"));
    }

    private LogStore.Entry changed(Lines.Line.Changed changed) {
        var row = changed.row();
        start(changed, 0);
        text.field("message", row.summary())
                .plain("kind", row.kind())
                .field("target", row.target())
                .field("actor", row.actor())
                .field("detail", row.detail());
        return entry(changed, Labels.of("detected_level", "info"));
    }

    private LogStore.Entry request(Lines.Line.Request request) {
        var pod = snapshot.fleet.pod(request.pod());
        boolean isServer = SpanCode.isServer(request.code());
        var target = Http.of(world, request.coordinate(), request.code());
        var trace = ids.trace(request.coordinate()).hex();
        var span = TraceId.hex16(ids.span(request.requestHash(), request.code()));
        start(request, skew(request, pod));
        text.plain("traceId", trace).plain("spanId", span);
        message(request, isServer, target);
        text.millis("duration_ms", request.endMicros() - request.startMicros())
                .field("endpoint", target.route())
                .plain("user_id", user(request.requestHash()));
        if (request.failure() != Failure.NONE) {
            text.field("error_type", Messages.errorType(request));
            var symptom = request.symptom();
            if (symptom != null && request.cause() < 0 && !symptom.stack().isEmpty()) {
                text.field("stack_trace", symptom.stack());
            }
        }
        text.field("pod", pod.name).field("method", target.method());
        if (isServer && handles(request)) {
            var handled = Handled.of(snapshot, request.coordinate());
            text.field("consumer_group", handled.consumer().group().name())
                    .number("partition", handled.delivery().partition())
                    .number("offset", handled.delivery().offset())
                    .truth("redelivered", handled.delivery().isRedelivered());
        }
        if (isServer) { // what makes a line a request line
            text.number("status", Status.code(request.status()));
        }
        var level = streams.detectedLevel(request.stream());
        return entry(
                request,
                Labels.sorted(
                        "detected_level",
                        level,
                        "pod",
                        pod.name,
                        "span_id",
                        span,
                        "trace_id",
                        trace));
    }

    private void message(Lines.Line.Request request, boolean isServer, Http target) {
        var says = isServer ? Messages.says(world, request) : List.<Sentence>of();
        if (says.isEmpty()) {
            text.field(
                    "message",
                    isServer ? Messages.of(this, request, target) : warning(request, target));
        } else {
            Sayings.say(says, this, request, text.open("message"));
            text.closeText();
        }
    }

    private LogStore.Entry entry(Lines.Line line, Labels metadata) {
        return entry(line, text.end(), metadata);
    }

    private LogStore.Entry entry(Lines.Line line, String written, Labels metadata) {
        return new LogStore.Entry(
                streams.labels(line.stream()),
                t0Seconds * 1_000_000_000L + line.nanos(),
                written,
                metadata);
    }

    /// By how much the clock is ahead where a line was written, nanoseconds.
    private long skew(Lines.Line line, Pod pod) {
        int tick = (int) Math.floorDiv(line.nanos() - 1, 1_000_000_000L);
        return snapshot.skewMicros(pod, tick) * 1000;
    }

    private void start(Lines.Line line, long skewNanos) {
        text.begin(t0Seconds, line.nanos() + skewNanos, streams.head(line.stream()));
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

    private boolean handles(Lines.Line.Request request) {
        return SpanCode.node(request.code()) == 0
                && world.isConsumer(Coordinate.route(request.coordinate()));
    }

    /// `orders-3@1042`: the message that a request handles, or "".
    String message(Lines.Line.Request request) {
        if (!handles(request)) {
            return "";
        }
        var handled = Handled.of(snapshot, request.coordinate());
        return handled.place(world.estate.queues().get(handled.consumer().topic()).name());
    }
}
