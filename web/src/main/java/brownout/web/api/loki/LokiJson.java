// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.loki;

import brownout.query.data.Labels;
import brownout.query.logql.LogEntry;
import brownout.query.logql.LogQl;
import brownout.query.logql.Streams;
import brownout.query.logql.Value;
import brownout.query.promql.GoFloat;
import brownout.query.syntax.QueryError;
import brownout.web.http.Failures;
import brownout.web.http.Json;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import java.util.List;

/// The envelopes and shapes of the Loki API. Errors are plain text.
final class LokiJson {
    private LokiJson() {}

    static Reply reply(Json json) {
        return Reply.json(json.line()).as("application/json; charset=UTF-8");
    }

    /// A list of names; an empty one has no `data`.
    static Reply names(List<String> names) {
        var json = new Json().object().member("status", "success");
        if (!names.isEmpty()) {
            json.name("data").strings(names);
        }
        return reply(json.endObject());
    }

    static Reply series(List<Labels> streams) {
        var json = new Json().object().member("status", "success").name("data").array();
        streams.forEach(json::labels);
        return reply(json.endArray().endObject());
    }

    /// The answer to a log query; with `categorize` only stream labels are a stream's.
    static Reply streams(Streams streams, boolean categorize) {
        var json = begin("streams");
        if (categorize) {
            json.name("encodingFlags").strings(List.of("categorize-labels"));
        }
        json.name("result").array();
        for (var stream : categorize ? streams.byStream() : streams.byLabels()) {
            json.object().name("stream").labels(stream.labels()).name("values").array();
            stream.entries().forEach(entry -> entry(json, entry, categorize));
            json.endArray().endObject();
        }
        return end(json.endArray(), streams.entries().size());
    }

    private static void entry(Json json, LogEntry entry, boolean categorize) {
        json.array().value(Long.toString(entry.timeNanos())).value(entry.line());
        if (categorize) {
            json.object();
            group(json, "structuredMetadata", entry.metadata());
            group(json, "parsed", entry.parsed());
            json.endObject();
        }
        json.endArray();
    }

    private static void group(Json json, String name, Labels labels) {
        if (!labels.isEmpty()) {
            json.name(name).labels(labels);
        }
    }

    /// The answer to a metric query.
    static Reply value(Value value) {
        return switch (value) {
            case Value.Scalar(long time, double number) -> {
                var json = begin("scalar").name("result");
                yield end(point(json, time, number), 0);
            }
            case Value.Vector(long time, var samples) -> {
                var json = begin("vector").name("result").array();
                for (var sample : samples) {
                    json.object().name("metric").labels(sample.labels()).name("value");
                    point(json, time, sample.value()).endObject();
                }
                yield end(json.endArray(), samples.size());
            }
            case Value.Matrix(var all) -> {
                var json = begin("matrix").name("result").array();
                for (var series : all) {
                    json.object().name("metric").labels(series.labels()).name("values").array();
                    for (int i = 0; i < series.values().length; i++) {
                        point(json, series.timesMillis()[i], series.values()[i]);
                    }
                    json.endArray().endObject();
                }
                yield end(json.endArray(), all.size());
            }
        };
    }

    private static Json begin(String resultType) {
        return new Json()
                .object()
                .member("status", "success")
                .name("data")
                .object()
                .member("resultType", resultType);
    }

    /// Statistics are what the answer itself says; times would make equal answers differ.
    private static Reply end(Json json, int entries) {
        json.name("stats").object().name("summary").object();
        for (var name :
                List.of(
                        "bytesProcessedPerSecond",
                        "linesProcessedPerSecond",
                        "totalBytesProcessed",
                        "totalLinesProcessed",
                        "execTime",
                        "queueTime",
                        "subqueries")) {
            json.member(name, 0);
        }
        json.member("totalEntriesReturned", entries).endObject().endObject();
        return reply(json.endObject().endObject());
    }

    private static Json point(Json json, long timeMillis, double value) {
        return json.array().shortSeconds(timeMillis).value(GoFloat.plain(value)).endArray();
    }

    static final Failures FAILURES =
            new Failures() {
                @Override
                public Reply refused(Refusal refusal) {
                    return Reply.text(refusal.status(), refusal.text() + "\n");
                }

                @Override
                public Reply failed(QueryError error) {
                    return switch (error.kind()) {
                        case PARSE, UNSUPPORTED, EXECUTION, LIMIT ->
                                Reply.text(400, LogQl.message(error) + "\n");
                        case TIMEOUT ->
                                Reply.text(
                                        504,
                                        "request timed out, decrease the duration of the request"
                                                + " or add more label matchers (prefer exact match"
                                                + " over regex match) to reduce the amount of data"
                                                + " processed\n");
                        case CANCELED ->
                                Reply.text(499, "the request was cancelled by the client\n");
                    };
                }

                @Override
                public Reply broken() {
                    return Reply.text(500, "internal error\n");
                }
            };
}
