// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.prometheus;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore.Exemplar;
import brownout.query.data.MetricStore.SelectHints;
import brownout.query.data.TimeRange;
import brownout.query.promql.Expr;
import brownout.query.promql.PromQl;
import brownout.query.syntax.QueryError;
import brownout.web.api.Signals;
import brownout.web.http.Endpoints;
import brownout.web.http.Failures;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import brownout.web.http.Times;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The Prometheus HTTP API: queries and what helps to write them. Rules, alerts and status are in
/// [PrometheusStatusApi].
public final class PrometheusApi {
    private static final long MAX_POINTS = 11_000;
    private static final long LOOKBACK_MILLIS = 300_000;

    private final Signals.Source source;

    public PrometheusApi(Signals.Source source) {
        this.source = source;
    }

    /// How this family words its failures.
    public static Failures failures() {
        return PrometheusJson.FAILURES;
    }

    public void mount(Endpoints on) {
        on.query("/api/v1/query", this::query);
        on.query("/api/v1/query_range", this::queryRange);
        on.query("/api/v1/query_exemplars", this::exemplars);
        on.query("/api/v1/format_query", this::format);
        on.query("/api/v1/labels", this::labels);
        on.get("/api/v1/label/:name/values", this::labelValues);
        on.query("/api/v1/series", this::series);
        on.get("/api/v1/metadata", this::metadata);
    }

    /// `GET|POST /api/v1/query`: "Instant queries".
    private Reply query(Params in) {
        var params = new PrometheusParams(in);
        var signals = source.of(in);
        long at = params.time("time", signals.nowMillis());
        int limit = params.limit("limit");
        var expr = params.query();
        var result = PromQl.instant(signals.metrics().get(), expr, at, options(params));
        return PrometheusJson.value(result.value(), limit, result.warnings(), result.infos());
    }

    /// `GET|POST /api/v1/query_range`: "Range queries".
    private Reply queryRange(Params in) {
        var params = new PrometheusParams(in);
        var signals = source.of(in);
        long start = params.requiredTime("start");
        long end = params.requiredTime("end");
        if (end < start) {
            throw PrometheusParams.invalid("end", "end timestamp must not be before start time");
        }
        long step = params.requiredDuration("step");
        checkStep(start, end, step);
        int limit = params.limit("limit");
        var expr = params.query();
        var result = range(params, signals, expr, start, end, step);
        return PrometheusJson.value(result.value(), limit, result.warnings(), result.infos());
    }

    private static void checkStep(long start, long end, long step) {
        if (step <= 0) {
            throw PrometheusParams.invalid(
                    "step",
                    "zero or negative query resolution step widths are not accepted."
                            + " Try a positive integer");
        }
        if ((end - start) / step > MAX_POINTS) {
            throw Refusal.bad(
                    "exceeded maximum resolution of 11,000 points per timeseries."
                            + " Try decreasing the query resolution (?step=XX)");
        }
    }

    /// A query of a type that has no range is the parameter's fault, without a place in its text.
    private static PromQl.Result range(
            PrometheusParams params, Signals signals, Expr expr, long start, long end, long step) {
        try {
            return PromQl.range(signals.metrics().get(), expr, start, end, step, options(params));
        } catch (QueryError e) {
            if (e.kind() == QueryError.Kind.PARSE) {
                throw PrometheusParams.invalid("query", String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static PromQl.Options options(PrometheusParams params) {
        long lookback =
                params.in().given("lookback_delta").isPresent()
                        ? params.requiredDuration("lookback_delta")
                        : LOOKBACK_MILLIS;
        return PromQl.Options.DEFAULT.withLookback(lookback).withBudget(params.in().budget());
    }

    /// `GET|POST /api/v1/query_exemplars`: those of every selector in the query.
    private Reply exemplars(Params in) {
        var params = new PrometheusParams(in);
        var range =
                TimeRange.millis(
                        params.time("start", -Times.FARTHEST_MILLIS),
                        params.time("end", Times.FARTHEST_MILLIS));
        if (range.isEmpty()) {
            throw PrometheusParams.invalid("end", "end timestamp must not be before start time");
        }
        var expr = params.query();
        var store = source.of(in).metrics().get();
        var found = new LinkedHashSet<Exemplar>();
        PromQl.selectors(expr).forEach(matchers -> found.addAll(store.exemplars(matchers, range)));
        return PrometheusJson.success(
                json -> PrometheusJson.exemplars(json, new ArrayList<>(found)));
    }

    /// `GET|POST /api/v1/format_query`.
    private Reply format(Params in) {
        source.of(in);
        var text = PromQl.print(new PrometheusParams(in).query());
        return PrometheusJson.success(json -> json.value(text));
    }

    /// `GET|POST /api/v1/labels`: label names.
    private Reply labels(Params in) {
        var params = new PrometheusParams(in);
        var names = new TreeSet<String>();
        select(params, labels -> labels.forEach((name, _) -> names.add(name)));
        return PrometheusJson.list(List.copyOf(names), params.limit("limit"));
    }

    /// `GET /api/v1/label/{name}/values`.
    private Reply labelValues(Params in) {
        var params = new PrometheusParams(in);
        var name = LabelName.unescaped(in.part("name"));
        var values = new TreeSet<String>();
        select(params, labels -> values.add(labels.get(name)));
        values.remove("");
        return PrometheusJson.list(List.copyOf(values), params.limit("limit"));
    }

    /// `GET|POST /api/v1/series`.
    private Reply series(Params in) {
        var params = new PrometheusParams(in);
        if (in.all("match[]").isEmpty()) {
            throw Refusal.bad("no match[] parameter provided");
        }
        var found = new TreeSet<Labels>();
        select(params, found::add);
        int limit = params.limit("limit");
        var shown = limit > 0 ? found.stream().limit(limit).toList() : List.copyOf(found);
        return PrometheusJson.success(
                json -> {
                    json.array();
                    shown.forEach(json::labels);
                    json.endArray();
                },
                shown.size() < found.size() ? List.of("results truncated due to limit") : List.of(),
                List.of());
    }

    /// Every series that a `match[]` selects in the range, or all where there is none.
    private void select(PrometheusParams params, Consumer<Labels> each) {
        var matchers = params.matchers();
        var range = params.range();
        params.limit("limit");
        var store = source.of(params.in()).metrics().get();
        List<List<Matcher>> selectors = matchers.isEmpty() ? List.of(List.of()) : matchers;
        for (var selector : selectors) {
            var set = store.select(selector, range, SelectHints.NONE);
            params.in().budget().charge(set.size());
            for (int i = 0; i < set.size(); i++) {
                each.accept(set.labels(i));
            }
        }
    }

    /// `GET /api/v1/metadata`.
    private Reply metadata(Params in) {
        var params = new PrometheusParams(in);
        int limit = params.limit("limit");
        var wanted = in.given("metric");
        var all =
                source.of(in).metrics().get().metadata().stream()
                        .filter(one -> wanted.map(one.name()::equals).orElse(true))
                        .limit(limit > 0 ? limit : Long.MAX_VALUE)
                        .toList();
        return PrometheusJson.success(json -> {
            json.object();
            for (var one : all) {
                json.name(one.name()).array().object();
                json.member("type", one.type()).member("help", one.help());
                json.member("unit", one.unit());
                json.endObject().endArray();
            }
            json.endObject();
        });
    }
}
