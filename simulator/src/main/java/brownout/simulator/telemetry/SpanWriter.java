// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Attributes;
import brownout.query.data.Trace;
import brownout.simulator.condition.Symptom;
import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.SpanBuffer;
import brownout.simulator.engine.SpanCode;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes spans with OpenTelemetry's semantic conventions. What a span says agrees with the line that
/// was logged for it: same ids, duration, status and message.
final class SpanWriter {
    static final List<String> RESOURCE_NAMES =
            List.of(
                    "cloud.region",
                    "k8s.namespace.name",
                    "k8s.node.name",
                    "k8s.pod.name",
                    "service.name",
                    "service.namespace",
                    "service.version");
    static final List<String> SPAN_NAMES =
            List.of(
                    "app.cache_size",
                    "db.namespace",
                    "db.operation.name",
                    "db.query.text",
                    "db.statement",
                    "db.system.name",
                    "error.type",
                    "http.request.method",
                    "http.request.resend_count",
                    "http.response.status_code",
                    "http.route",
                    "messaging.consumer.group.name",
                    "messaging.destination.name",
                    "messaging.destination.partition.id",
                    "messaging.kafka.offset",
                    "messaging.message.redelivered",
                    "messaging.message.wait_ms",
                    "messaging.operation.name",
                    "messaging.operation.type",
                    "messaging.system",
                    "order.amount",
                    "order.currency",
                    "peer.service",
                    "peer.zone",
                    "server.address",
                    "url.path",
                    "user.id");

    private final Snapshot snapshot;
    private final World world;
    private final Ids ids;
    private final long t0Nanos;
    private final LineWriter lines;
    private final Publications publications;
    private final Map<Integer, Attributes> resources = new HashMap<>(); // lookup only

    SpanWriter(Snapshot snapshot, Ids ids, long t0Seconds, LineWriter lines) {
        this.snapshot = snapshot;
        this.world = snapshot.world;
        this.ids = ids;
        this.t0Nanos = t0Seconds * 1_000_000_000L;
        this.lines = lines;
        this.publications = new Publications(snapshot);
    }

    /// The spans that ended up to `untilMicros`, or none.
    Trace trace(long coordinate, SpanBuffer spans, long untilMicros) {
        var written = new ArrayList<Trace.Span>();
        for (int span = 0; span < spans.size(); span++) {
            if (spans.endsIn(span, Long.MIN_VALUE, untilMicros)) {
                written.add(
                        spans.isServer(span)
                                ? server(coordinate, spans, span)
                                : client(coordinate, spans, span));
            }
        }
        return new Trace(ids.trace(coordinate), written);
    }

    private Trace.Span server(long coordinate, SpanBuffer spans, int span) {
        var target = Http.of(world, coordinate, spans.code(span));
        var names = new ArrayList<Object>();
        boolean consumes = spans.parent(span) < 0 && world.isConsumer(Coordinate.route(coordinate));
        List<Trace.Link> links = consumes ? handled(names, coordinate, spans, span) : List.of();
        if (!consumes) {
            add(names, "http.request.method", target.method());
            add(names, "http.route", target.route());
            add(names, "url.path", target.path(spans.requestHash()));
            add(names, "http.response.status_code", Status.code(spans.status(span)));
        }
        add(names, "user.id", LineWriter.user(spans.requestHash()));
        cacheSize(names, coordinate, spans.pod(span));
        purchase(names, coordinate, spans, span);
        boolean failed = Status.isFailure(spans.status(span));
        var message = "";
        var events = List.<Trace.Event>of();
        if (failed) {
            var line = Lines.line(snapshot, coordinate, spans, span, 0);
            var type = Messages.errorType(line);
            add(names, "error.type", type);
            message = Messages.of(lines, line, target);
            events =
                    List.of(exception(type, message, line.symptom(), nanos(spans.endMicros(span))));
        }
        return span(
                spans,
                span,
                (consumes ? "process" : target.method()) + " " + target.route(),
                consumes ? Trace.Kind.CONSUMER : Trace.Kind.SERVER,
                failed,
                message,
                names,
                events,
                links);
    }

    /// Of pods with a cache of their own that grows, what that holds: MiB.
    private void cacheSize(List<Object> names, long coordinate, int pod) {
        var frame = snapshot.tick(Coordinate.tick(coordinate)).frame();
        double mebibytes = frame.has(pod) ? frame.at(Gauge.Pod.CACHE_MEBIBYTES, pod) : 0;
        if (mebibytes >= 1) {
            add(names, "app.cache_size", Math.round(mebibytes));
        }
    }

    /// Of a purchase that was done, what it is worth.
    private void purchase(List<Object> names, long coordinate, SpanBuffer spans, int span) {
        int op = world.trees[Coordinate.route(coordinate)].op();
        if (spans.parent(span) < 0
                && world.purchases.isOrder(op)
                && !spans.isHollow(span)
                && Status.label(spans.status(span)).startsWith("2")) {
            var business = world.estate.business().orElseThrow();
            add(names, "order.amount", world.purchases.cents(spans.requestHash()) / 100.0);
            add(names, "order.currency", business.currencies().get(Coordinate.region(coordinate)));
        }
    }

    /// What a consumer span says of its message, and where that came from.
    private List<Trace.Link> handled(
            List<Object> names, long coordinate, SpanBuffer spans, int span) {
        var handled = Handled.of(snapshot, coordinate);
        int topic = handled.consumer().topic();
        add(names, "messaging.system", "kafka");
        add(names, "messaging.operation.name", "process");
        add(names, "messaging.operation.type", "process");
        add(names, "messaging.destination.name", world.estate.queues().get(topic).name());
        add(names, "messaging.consumer.group.name", handled.consumer().group().name());
        add(
                names,
                "messaging.destination.partition.id",
                Integer.toString(handled.delivery().partition()));
        add(names, "messaging.kafka.offset", handled.delivery().offset());
        if (handled.delivery().isRedelivered()) {
            add(names, "messaging.message.redelivered", true);
        }
        var published =
                publications.of(
                        topic,
                        Coordinate.region(coordinate),
                        handled.number(),
                        Coordinate.tick(coordinate));
        if (published.isEmpty()) {
            return List.of();
        }
        var from = published.get();
        add(
                names,
                "messaging.message.wait_ms",
                (spans.startMicros(span) - from.endMicros()) / 1000);
        return List.of(
                new Trace.Link(
                        ids.trace(from.coordinate()),
                        ids.span(from.requestHash(), from.code()),
                        Attributes.of()));
    }

    private static Trace.Event exception(
            String type, String message, @Nullable Symptom symptom, long nanos) {
        var attributes =
                symptom == null || symptom.stack().isEmpty()
                        ? Attributes.of("exception.type", type, "exception.message", message)
                        : Attributes.of(
                                "exception.type", type,
                                "exception.message", message,
                                "exception.stacktrace", symptom.stack());
        return new Trace.Event(nanos, "exception", attributes);
    }

    private Trace.Span client(long coordinate, SpanBuffer spans, int span) {
        var node = world.nodes[Coordinate.route(coordinate)][spans.node(span)];
        var edge = Objects.requireNonNull(node.edge());
        var target = Http.of(world, coordinate, spans.code(span));
        var names = new ArrayList<Object>();
        add(names, "peer.service", target.peer());
        var name =
                switch (edge.kind()) {
                    case SERVICE, THIRD_PARTY, OBJECT_STORE, SEARCH ->
                            http(names, coordinate, edge, target, spans, span);
                    case TOPIC -> message(names, target);
                    case DATABASE -> statement(names, "postgresql", target);
                    case CACHE -> statement(names, "redis", target);
                };
        boolean failed = Status.isFailure(spans.status(span));
        var message = "";
        var events = List.<Trace.Event>of();
        if (failed) {
            var symptom = snapshot.symptom(Coordinate.tick(coordinate), spans.symptom(span));
            var type =
                    Status.code(spans.status(span)) > 0
                            ? Integer.toString(Status.code(spans.status(span)))
                            : symptom == null ? type(spans, span) : symptom.type();
            add(names, "error.type", type);
            message =
                    symptom == null || symptom.message().isEmpty()
                            ? clientMessage(edge, spans, span)
                            : symptom.message();
            if (Status.code(spans.status(span)) == 0) {
                events = List.of(exception(type, message, symptom, nanos(spans.endMicros(span))));
            }
        }
        var kind = edge.kind() == World.Kind.TOPIC ? Trace.Kind.PRODUCER : Trace.Kind.CLIENT;
        return span(spans, span, name, kind, failed, message, names, events, List.of());
    }

    private static String message(List<Object> names, Http target) {
        add(names, "messaging.system", "kafka");
        add(names, "messaging.operation.name", "send");
        add(names, "messaging.operation.type", "send");
        add(names, "messaging.destination.name", target.peer());
        return "send " + target.peer();
    }

    private String http(
            List<Object> names,
            long coordinate,
            World.Edge edge,
            Http target,
            SpanBuffer spans,
            int span) {
        add(names, "http.request.method", target.method());
        add(names, "http.route", target.route());
        add(names, "url.path", target.path(spans.requestHash()));
        var address =
                edge.kind() == World.Kind.THIRD_PARTY
                        ? world.estate.thirdParties().get(edge.component()).host()
                        : target.peer();
        add(names, "server.address", address);
        if (edge.kind() == World.Kind.THIRD_PARTY) {
            add(names, "peer.zone", snapshot.zone(coordinate, edge, spans, span));
        }
        int attempt = SpanCode.attempt(spans.code(span));
        if (attempt > 0) {
            add(names, "http.request.resend_count", attempt);
        }
        if (Status.code(spans.status(span)) > 0) {
            add(names, "http.response.status_code", Status.code(spans.status(span)));
        }
        return target.method() + " " + target.route();
    }

    private static String statement(List<Object> names, String system, Http target) {
        add(names, "db.system.name", system);
        add(names, "db.namespace", target.peer().replace("-db", ""));
        add(names, "db.operation.name", target.method());
        add(names, "db.query.text", target.route());
        add(names, "db.statement", target.route());
        add(names, "server.address", target.peer());
        return target.method() + " " + target.peer();
    }

    private static String type(SpanBuffer spans, int span) {
        var failure = spans.failure(span);
        return Messages.said(failure).isEmpty() || spans.status(span) != Status.FAILED
                ? Status.label(spans.status(span))
                : failure.errorType();
    }

    private static String clientMessage(World.Edge edge, SpanBuffer spans, int span) {
        int status = spans.status(span);
        if (Status.code(status) > 0) {
            return "HTTP " + Status.code(status);
        }
        long waited = spans.endMicros(span) - spans.startMicros(span);
        boolean late = waited >= edge.spec().policy().timeoutMicros();
        return switch (Status.label(status)) {
            case "timeout" ->
                    "no answer after " + edge.spec().policy().timeoutMicros() / 1000 + "ms";
            case "reset" -> "connection reset";
            case "refused" -> "connection refused";
            case "dns_error" -> "name not known: " + edge.spec().target();
            case "tls_error" -> "TLS handshake failed";
            default ->
                    late
                            ? "statement timed out"
                            : Messages.said(spans.failure(span)).isEmpty()
                                    ? "statement failed"
                                    : Messages.said(spans.failure(span));
        };
    }

    private Trace.Span span(
            SpanBuffer spans,
            int span,
            String name,
            Trace.Kind kind,
            boolean failed,
            String message,
            List<Object> names,
            List<Trace.Event> events,
            List<Trace.Link> links) {
        int parent = spans.parent(span);
        long hash = spans.requestHash();
        return new Trace.Span(
                ids.span(hash, spans.code(span)),
                parent < 0 ? 0 : ids.span(hash, spans.code(parent)),
                name,
                kind,
                nanos(spans.startMicros(span)) + skewNanos(spans, span),
                (spans.endMicros(span) - spans.startMicros(span)) * 1000,
                failed ? Trace.Status.ERROR : Trace.Status.UNSET,
                message,
                resource(spans.pod(span)),
                Attributes.of(names.toArray()),
                events,
                links);
    }

    private static void add(List<Object> names, String name, Object value) {
        names.add(name);
        names.add(value);
    }

    /// Spans carry the time of the node that recorded them.
    private long skewNanos(SpanBuffer spans, int span) {
        int tick = (int) Math.floorDiv(spans.endMicros(span) - 1, 1_000_000L);
        return snapshot.skewMicros(snapshot.fleet.pod(spans.pod(span)), tick) * 1000;
    }

    private long nanos(long micros) {
        return t0Nanos + micros * 1000;
    }

    private Attributes resource(int podId) {
        return resources.computeIfAbsent(
                podId,
                id -> {
                    var pod = snapshot.fleet.pod(id);
                    return Attributes.of(
                            "service.name", world.service(pod.service).name(),
                            "service.namespace", world.estate.namespace(),
                            "service.version", pod.revision.version(),
                            "k8s.namespace.name", world.estate.namespace(),
                            "k8s.pod.name", pod.name,
                            "k8s.node.name", pod.node,
                            "cloud.region", world.estate.regions().get(pod.region).name());
                });
    }
}
