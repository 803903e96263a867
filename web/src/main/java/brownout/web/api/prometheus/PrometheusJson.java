// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.prometheus;

import brownout.query.data.MetricStore.Exemplar;
import brownout.query.promql.GoFloat;
import brownout.query.promql.Value;
import brownout.query.syntax.QueryError;
import brownout.web.http.Failures;
import brownout.web.http.Json;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The envelopes and shapes of the Prometheus API.
final class PrometheusJson {
    private static final List<String> TRUNCATED = List.of("results truncated due to limit");

    private PrometheusJson() {}

    /// Success with `data`, written by the caller.
    static Reply success(Consumer<Json> data) {
        return success(data, List.of(), List.of());
    }

    static Reply success(Consumer<Json> data, List<String> warnings, List<String> infos) {
        var json = new Json().object().member("status", "success").name("data");
        data.accept(json);
        notes(json, "warnings", warnings);
        notes(json, "infos", infos);
        return Reply.json(json.endObject());
    }

    /// A sorted list cut to `limit` (0: not at all), with the warning where it was.
    static Reply list(List<String> all, int limit) {
        boolean cut = limit > 0 && all.size() > limit;
        var shown = cut ? all.subList(0, limit) : all;
        return success(json -> json.strings(shown), cut ? TRUNCATED : List.of(), List.of());
    }

    private static void notes(Json json, String name, List<String> notes) {
        if (!notes.isEmpty()) {
            json.name(name).strings(notes);
        }
    }

    /// A query's value, its series cut to `limit` (0: not at all).
    static Reply value(Value value, int limit, List<String> warnings, List<String> infos) {
        var cut = cut(value, limit);
        var all = new ArrayList<>(warnings);
        if (!cut.equals(value)) {
            all.addAll(TRUNCATED);
        }
        return success(json -> value(json, cut), all, infos);
    }

    private static Value cut(Value value, int limit) {
        return switch (value) {
            case Value.Vector(var samples) when limit > 0 && samples.size() > limit ->
                    new Value.Vector(samples.subList(0, limit));
            case Value.Matrix(var series) when limit > 0 && series.size() > limit ->
                    new Value.Matrix(series.subList(0, limit));
            case Value.Scalar _, Value.Text _, Value.Vector _, Value.Matrix _ -> value;
        };
    }

    private static void value(Json json, Value value) {
        json.object().member("resultType", type(value)).name("result");
        switch (value) {
            case Value.Scalar(long time, double number) ->
                    point(json, time, GoFloat.format(number));
            case Value.Text(long time, var text) -> point(json, time, text);
            case Value.Vector(var samples) -> vector(json, samples);
            case Value.Matrix(var series) -> matrix(json, series);
        }
        json.endObject();
    }

    private static String type(Value value) {
        return switch (value) {
            case Value.Scalar _ -> "scalar";
            case Value.Text _ -> "string";
            case Value.Vector _ -> "vector";
            case Value.Matrix _ -> "matrix";
        };
    }

    private static void vector(Json json, List<Value.Sample> samples) {
        json.array();
        for (var sample : samples) {
            json.object().name("metric").labels(sample.labels()).name("value");
            point(json, sample.timeMillis(), GoFloat.format(sample.value()));
            json.endObject();
        }
        json.endArray();
    }

    private static void matrix(Json json, List<Value.Series> all) {
        json.array();
        for (var series : all) {
            json.object().name("metric").labels(series.labels()).name("values").array();
            for (int i = 0; i < series.values().length; i++) {
                point(json, series.timesMillis()[i], GoFloat.format(series.values()[i]));
            }
            json.endArray().endObject();
        }
        json.endArray();
    }

    private static void point(Json json, long timeMillis, String value) {
        json.array().seconds(timeMillis).value(value).endArray();
    }

    /// Exemplars, which come by series.
    static void exemplars(Json json, List<Exemplar> exemplars) {
        json.array();
        for (int i = 0; i < exemplars.size(); ) {
            var series = exemplars.get(i).series();
            json.object().name("seriesLabels").labels(series).name("exemplars").array();
            for (; i < exemplars.size() && exemplars.get(i).series().equals(series); i++) {
                var exemplar = exemplars.get(i);
                json.object().name("labels").labels(exemplar.labels());
                json.member("value", GoFloat.format(exemplar.value()));
                json.name("timestamp").seconds(exemplar.timeMillis()).endObject();
            }
            json.endArray().endObject();
        }
        json.endArray();
    }

    /// `{"status":"error","errorType":…,"error":…}`.
    static final Failures FAILURES =
            new Failures() {
                @Override
                public Reply refused(Refusal refusal) {
                    return switch (refusal.status()) {
                        case 400 -> error(400, "bad_data", refusal.text());
                        case 422 -> error(422, "execution", refusal.text());
                        case 429, 503 -> error(503, "unavailable", refusal.text());
                        default -> Reply.text(refusal.status(), refusal.text() + "\n");
                    };
                }

                @Override
                public Reply failed(QueryError error) {
                    return switch (error.kind()) {
                        case PARSE, UNSUPPORTED ->
                                error(
                                        400,
                                        "bad_data",
                                        "invalid parameter \"query\": " + error.text());
                        case EXECUTION, LIMIT -> error(422, "execution", error.text());
                        case TIMEOUT ->
                                error(503, "timeout", "query timed out in expression evaluation");
                        case CANCELED ->
                                error(
                                        499,
                                        "canceled",
                                        "query was canceled in expression evaluation");
                    };
                }

                @Override
                public Reply broken() {
                    return error(500, "internal", "internal error");
                }
            };

    private static Reply error(int status, String type, String text) {
        return Reply.json(
                status,
                new Json()
                        .object()
                        .member("status", "error")
                        .member("errorType", type)
                        .member("error", text)
                        .endObject());
    }
}
