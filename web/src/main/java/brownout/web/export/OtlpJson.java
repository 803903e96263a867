// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import brownout.query.data.Attributes;
import brownout.query.data.Trace;
import brownout.query.data.Trace.Span;
import brownout.query.data.TraceId;
import brownout.web.api.tempo.TraceJson;
import brownout.web.http.Json;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Spans as the JSON of an OTLP `TracesData` (which is an `ExportTraceServiceRequest` too): ids in
/// lower-case hex, enums as numbers, 64-bit integers as strings, defaults left out.
/// Source: OpenTelemetry protocol specification, "JSON Protobuf Encoding".
public final class OtlpJson {
    private static final String SCOPE = "brownout";

    private OtlpJson() {}

    /// A span and the trace it belongs to.
    public record Traced(TraceId trace, Span span) {}

    /// `{"resourceSpans":[…]}` of spans of any traces; those of one resource stand together, in order
    /// of their first.
    public static Json resourceSpans(List<Traced> spans) {
        var json = new Json().object().name("resourceSpans").array();
        for (var group : byResource(spans)) {
            json.object().name("resource").object().name("attributes");
            TraceJson.attributes(json, group.getFirst().span().resource());
            json.endObject().name("scopeSpans").array().object();
            json.name("scope").object().member("name", SCOPE).endObject();
            json.name("spans").array();
            group.forEach(traced -> span(json, traced));
            json.endArray().endObject().endArray().endObject();
        }
        return json.endArray().endObject();
    }

    private static List<List<Traced>> byResource(List<Traced> spans) {
        var groups = new IdentityHashMap<Attributes, List<Traced>>();
        var inOrder = new ArrayList<List<Traced>>();
        for (var traced : spans) {
            groups.computeIfAbsent(
                            traced.span().resource(),
                            _ -> {
                                var group = new ArrayList<Traced>();
                                inOrder.add(group);
                                return group;
                            })
                    .add(traced);
        }
        return inOrder;
    }

    private static void span(Json json, Traced traced) {
        var span = traced.span();
        json.object().member("traceId", traced.trace().hex());
        json.member("spanId", TraceId.hex16(span.id()));
        if (span.parentId() != 0) {
            json.member("parentSpanId", TraceId.hex16(span.parentId()));
        }
        json.member("name", span.name()).member("kind", span.kind().ordinal());
        json.member("startTimeUnixNano", Long.toString(span.startNanos()));
        json.member("endTimeUnixNano", Long.toString(span.endNanos()));
        json.name("attributes");
        TraceJson.attributes(json, span.attributes());
        events(json, span.events());
        json.name("status").object();
        if (!span.statusMessage().isEmpty()) {
            json.member("message", span.statusMessage());
        }
        if (span.status() != Trace.Status.UNSET) {
            json.member("code", span.status().ordinal());
        }
        json.endObject().endObject();
    }

    private static void events(Json json, List<Trace.Event> events) {
        if (events.isEmpty()) {
            return;
        }
        json.name("events").array();
        for (var event : events) {
            json.object().member("timeUnixNano", Long.toString(event.timeNanos()));
            json.member("name", event.name()).name("attributes");
            TraceJson.attributes(json, event.attributes());
            json.endObject();
        }
        json.endArray();
    }
}
