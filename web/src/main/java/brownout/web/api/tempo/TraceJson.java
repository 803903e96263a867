// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.tempo;

import brownout.query.data.Attributes;
import brownout.query.data.Trace;
import brownout.query.data.Trace.Span;
import brownout.query.data.TraceId;
import brownout.web.http.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Traces as proto3 JSON of the OpenTelemetry messages: ids in base64, enums by name, 64-bit integers
/// as strings, defaults left out.
public final class TraceJson {
    private static final String SCOPE = "brownout";

    private TraceJson() {}

    /// A list of resource spans; spans of one resource stand together, in order of their first.
    static void resourceSpans(Json json, Trace trace) {
        json.array();
        byResource(trace)
                .forEach(spans -> {
                    json.object().name("resource").object().name("attributes");
                    attributes(json, spans.getFirst().resource());
                    json.endObject().name("scopeSpans").array().object();
                    json.name("scope").object().member("name", SCOPE).endObject();
                    json.name("spans").array();
                    spans.forEach(span -> span(json, trace.id(), span));
                    json.endArray().endObject().endArray().endObject();
                });
        json.endArray();
    }

    private static List<List<Span>> byResource(Trace trace) {
        var groups = new IdentityHashMap<Attributes, List<Span>>();
        var inOrder = new ArrayList<List<Span>>();
        for (var span : trace.spans()) {
            groups.computeIfAbsent(
                            span.resource(),
                            _ -> {
                                var group = new ArrayList<Span>();
                                inOrder.add(group);
                                return group;
                            })
                    .add(span);
        }
        return inOrder;
    }

    private static void span(Json json, TraceId trace, Span span) {
        json.object().member("traceId", base64(trace)).member("spanId", base64(span.id()));
        if (span.parentId() != 0) {
            json.member("parentSpanId", base64(span.parentId()));
        }
        json.member("name", span.name());
        if (span.kind() != Trace.Kind.UNSPECIFIED) {
            json.member("kind", "SPAN_KIND_" + span.kind().name());
        }
        json.member("startTimeUnixNano", Long.toString(span.startNanos()));
        json.member("endTimeUnixNano", Long.toString(span.endNanos()));
        if (span.attributes().size() > 0) {
            json.name("attributes");
            attributes(json, span.attributes());
        }
        events(json, span.events());
        links(json, span.links());
        status(json, span);
        json.endObject();
    }

    private static void events(Json json, List<Trace.Event> events) {
        if (events.isEmpty()) {
            return;
        }
        json.name("events").array();
        for (var event : events) {
            json.object().member("timeUnixNano", Long.toString(event.timeNanos()));
            json.member("name", event.name());
            if (event.attributes().size() > 0) {
                json.name("attributes");
                attributes(json, event.attributes());
            }
            json.endObject();
        }
        json.endArray();
    }

    private static void links(Json json, List<Trace.Link> links) {
        if (links.isEmpty()) {
            return;
        }
        json.name("links").array();
        for (var link : links) {
            json.object().member("traceId", base64(link.trace()));
            json.member("spanId", base64(link.span()));
            if (link.attributes().size() > 0) {
                json.name("attributes");
                attributes(json, link.attributes());
            }
            json.endObject();
        }
        json.endArray();
    }

    private static void status(Json json, Span span) {
        json.name("status").object();
        if (!span.statusMessage().isEmpty()) {
            json.member("message", span.statusMessage());
        }
        switch (span.status()) {
            case UNSET -> {}
            case OK, ERROR -> json.member("code", "STATUS_CODE_" + span.status().name());
        }
        json.endObject();
    }

    /// A list of `{"key":…,"value":{"stringValue":…}}`, as every JSON of the OpenTelemetry messages
    /// has it.
    public static void attributes(Json json, Attributes attributes) {
        json.array();
        attributes.forEach((key, value) -> attribute(json, key, value));
        json.endArray();
    }

    /// `{"key":…,"value":{"stringValue":…}}`.
    static void attribute(Json json, String key, Object value) {
        json.object().member("key", key).name("value");
        value(json, value);
        json.endObject();
    }

    private static void value(Json json, Object value) {
        json.object();
        switch (value) {
            case String text -> json.member("stringValue", text);
            case Long number -> json.member("intValue", Long.toString(number));
            case Boolean truth -> json.member("boolValue", truth);
            case Double number -> real(json, number);
            case List<?> list -> {
                json.name("arrayValue").object().name("values").array();
                list.forEach(element -> value(json, element));
                json.endArray().endObject();
            }
            default ->
                    throw new IllegalArgumentException(
                            "not an attribute value: " + value.getClass());
        }
        json.endObject();
    }

    static void real(Json json, double number) {
        json.name("doubleValue");
        if (Double.isNaN(number)) {
            json.value("NaN");
        } else if (Double.isInfinite(number)) {
            json.value(number > 0 ? "Infinity" : "-Infinity");
        } else {
            json.value(number);
        }
    }

    static String base64(long id) {
        return Base64.getEncoder().encodeToString(ByteBuffer.allocate(8).putLong(id).array());
    }

    static String base64(TraceId id) {
        var bytes = ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low()).array();
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// The numbers of spans and of failed spans per service, services in order of first appearance.
    static Map<String, int[]> counts(Trace trace) {
        var counts = new LinkedHashMap<String, int[]>();
        for (var span : trace.spans()) {
            var count = counts.computeIfAbsent(span.service(), _ -> new int[2]);
            count[0]++;
            count[1] += span.status() == Trace.Status.ERROR ? 1 : 0;
        }
        return counts;
    }
}
