// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.tempo;

import brownout.query.data.Trace;
import brownout.query.data.TraceId;
import brownout.query.traceql.Static;
import brownout.query.traceql.TraceQl.Hit;
import brownout.query.traceql.TraceQl.MatchedSet;
import brownout.query.traceql.TraceQl.NamedValue;
import brownout.query.traceql.TraceQl.SpanMatch;
import brownout.web.http.Json;
import java.util.List;

/// Search answers: traces with their matching spans. Clients read these strictly, so nothing is added
/// to what Tempo sends; zeros and empty texts are left out.
final class SearchJson {
    private SearchJson() {}

    static Json answer(List<Hit> hits) {
        var json = new Json().object().name("traces").array();
        hits.forEach(hit -> hit(json, hit));
        json.endArray().name("metrics").object();
        if (!hits.isEmpty()) {
            json.member("inspectedTraces", hits.size());
        }
        return json.member("totalBlocks", 1)
                .member("completedJobs", 1)
                .member("totalJobs", 1)
                .endObject()
                .endObject();
    }

    private static void hit(Json json, Hit hit) {
        var trace = hit.trace();
        long start = trace.spans().stream().mapToLong(Trace.Span::startNanos).min().orElse(0);
        long end = trace.spans().stream().mapToLong(Trace.Span::endNanos).max().orElse(0);
        json.object().member("traceID", shortId(trace.id()));
        root(json, trace);
        json.member("startTimeUnixNano", Long.toString(start));
        long durationMillis = (end - start) / 1_000_000;
        if (durationMillis > 0) {
            json.member("durationMs", durationMillis);
        }
        json.name("spanSets").array();
        hit.sets().forEach(set -> set(json, set, hit.mentionsName()));
        json.endArray().name("spanSet");
        set(json, hit.sets().getFirst(), hit.mentionsName());
        serviceStats(json, trace);
        json.endObject();
    }

    private static void root(Json json, Trace trace) {
        var root = trace.spans().stream().filter(span -> span.parentId() == 0).findFirst();
        json.member(
                "rootServiceName",
                root.map(Trace.Span::service).orElse("<root span not yet received>"));
        root.ifPresent(span -> json.member("rootTraceName", span.name()));
    }

    /// Ids are sent without leading zeros.
    private static String shortId(TraceId id) {
        return id.hex().replaceFirst("^0+(?=.)", "");
    }

    private static void set(Json json, MatchedSet set, boolean withNames) {
        json.object().name("spans").array();
        set.spans().forEach(span -> span(json, span, withNames));
        json.endArray().member("matched", set.matched());
        attributes(json, set.attributes());
        json.endObject();
    }

    private static void span(Json json, SpanMatch match, boolean withName) {
        var span = match.span();
        json.object().member("spanID", TraceId.hex16(span.id()));
        if (withName) {
            json.member("name", span.name());
        }
        json.member("startTimeUnixNano", Long.toString(span.startNanos()));
        json.member("durationNanos", Long.toString(span.durationNanos()));
        attributes(json, match.attributes());
        json.endObject();
    }

    private static void attributes(Json json, List<NamedValue> attributes) {
        if (attributes.isEmpty()) {
            return;
        }
        json.name("attributes").array();
        for (var attribute : attributes) {
            json.object().member("key", attribute.key()).name("value");
            value(json, attribute.value());
            json.endObject();
        }
        json.endArray();
    }

    private static void value(Json json, Static value) {
        json.object();
        switch (value) {
            case Static.Int(long number) -> json.member("intValue", Long.toString(number));
            case Static.Real(double number) -> TraceJson.real(json, number);
            case Static.Bool(boolean truth) -> json.member("boolValue", truth);
            case Static.Array(var elements) -> {
                json.name("arrayValue").object().name("values").array();
                elements.forEach(element -> value(json, element));
                json.endArray().endObject();
            }
            case Static.Text _,
                    Static.Span _,
                    Static.StatusValue _,
                    Static.KindValue _,
                    Static.Nil _ ->
                    json.member("stringValue", value.text());
        }
        json.endObject();
    }

    private static void serviceStats(Json json, Trace trace) {
        json.name("serviceStats").object();
        TraceJson.counts(trace)
                .forEach((service, count) -> {
                    json.name(service).object().member("spanCount", count[0]);
                    if (count[1] > 0) {
                        json.member("errorCount", count[1]);
                    }
                    json.endObject();
                });
        json.endObject();
    }
}
