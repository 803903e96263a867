// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.loki;

import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.data.LogStore.LineHints;
import brownout.query.data.Matcher;
import brownout.query.data.TimeRange;
import brownout.query.logql.Expr;
import brownout.query.logql.LogQl;
import brownout.query.logql.Value;
import brownout.web.api.Signals;
import brownout.web.http.Endpoints;
import brownout.web.http.Failures;
import brownout.web.http.Json;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The Loki HTTP API: queries, labels, series, index statistics.
public final class LokiApi {
    private static final String VERSION = "3.8.0";
    private static final int MOST_SERIES = 500;

    /// So many lines are measured to estimate the size of all of them.
    private static final int MEASURED_LINES = 1000;

    private final Signals.Source source;

    public LokiApi(Signals.Source source) {
        this.source = source;
    }

    /// How this family words its failures.
    public static Failures failures() {
        return LokiJson.FAILURES;
    }

    public void mount(Endpoints on) {
        on.query("/loki/api/v1/query", this::query);
        on.query("/loki/api/v1/query_range", this::queryRange);
        on.query("/loki/api/v1/labels", this::labels);
        on.query("/loki/api/v1/label", this::labels);
        on.query("/loki/api/v1/label/:name/values", this::labelValues);
        on.query("/loki/api/v1/series", this::series);
        on.query("/loki/api/v1/index/stats", this::stats);
        on.get("/loki/api/v1/status/buildinfo", this::buildInfo);
        on.get("/ready", this::ready);
    }

    /// `/loki/api/v1/query`: metric queries at one instant.
    private Reply query(Params in) {
        var signals = source.of(in);
        var params = params(in, signals);
        var expr = LogQl.parse(in.text("query"));
        long at = params.time("time", params.nowNanos());
        params.limit();
        params.direction();
        if (expr.isLogQuery()) {
            throw Refusal.bad(
                    "log queries are not supported as an instant query type, please change your"
                            + " query to a range query type");
        }
        return value(LogQl.instant(signals.logs().get(), expr, at, in.budget()));
    }

    /// `/loki/api/v1/query_range`: lines, or a metric query at steps. Steps are aligned to multiples
    /// of themselves, start down and end up, as a Loki does that splits queries by interval.
    private Reply queryRange(Params in) {
        var signals = source.of(in);
        var params = params(in, signals);
        var expr = LogQl.parse(in.text("query"));
        var window = params.window();
        long step = params.step();
        int limit = params.limit();
        var direction = params.direction();
        long interval = params.interval();
        var store = signals.logs().get();
        if (expr.isLogQuery()) {
            params.checkEntries(limit);
            var streams = LogQl.logs(store, expr, window, direction, limit, interval, in.budget());
            return LokiJson.streams(streams, params.categorize());
        }
        return value(aligned(store, expr, window, step, in));
    }

    private static Value aligned(
            LogStore store, Expr expr, TimeRange window, long step, Params in) {
        long start = Math.floorDiv(window.startNanos(), step) * step;
        long end = -Math.floorDiv(-window.endNanos(), step) * step;
        return LogQl.range(store, expr, start, end, step, in.budget());
    }

    private static Reply value(Value value) {
        int series =
                switch (value) {
                    case Value.Scalar _ -> 1;
                    case Value.Vector(_, var samples) -> samples.size();
                    case Value.Matrix(var all) -> all.size();
                };
        if (series > MOST_SERIES) {
            throw Refusal.bad(
                    ("maximum number of series (%d) reached for a single query; consider reducing"
                                    + " query cardinality by adding more specific stream selectors,"
                                    + " reducing the time range, or aggregating results with"
                                    + " functions like sum(), count() or topk()")
                            .formatted(MOST_SERIES));
        }
        return LokiJson.value(value);
    }

    /// `/loki/api/v1/labels`: names of stream labels.
    private Reply labels(Params in) {
        var names = new TreeSet<String>();
        for (var stream : streams(in)) {
            stream.forEach((name, _) -> names.add(name));
        }
        return LokiJson.names(List.copyOf(names));
    }

    /// `/loki/api/v1/label/{name}/values`.
    private Reply labelValues(Params in) {
        var values = new TreeSet<String>();
        for (var stream : streams(in)) {
            values.add(stream.get(in.part("name")));
        }
        values.remove("");
        return LokiJson.names(List.copyOf(values));
    }

    private List<Labels> streams(Params in) {
        var signals = source.of(in);
        var params = params(in, signals);
        return signals.logs().get().streams(params.selector(), params.closedWindow());
    }

    /// `/loki/api/v1/series`.
    private Reply series(Params in) {
        var signals = source.of(in);
        var window = params(in, signals).closedWindow();
        var selectors = new ArrayList<>(in.all("match[]"));
        selectors.addAll(in.all("match"));
        var found = new TreeSet<Labels>();
        for (var matchers : matchers(selectors)) {
            found.addAll(signals.logs().get().streams(matchers, window));
        }
        return LokiJson.series(List.copyOf(found));
    }

    /// No selector, or `{}` alone, means all streams.
    private static List<List<Matcher>> matchers(List<String> selectors) {
        if (selectors.isEmpty() || selectors.equals(List.of("{}"))) {
            return List.of(List.of());
        }
        var parsed = selectors.stream().map(LogQl::parseSelector).toList();
        if (parsed.contains(List.of())) {
            throw Refusal.bad("0 matchers in group: {}");
        }
        return parsed;
    }

    /// `/loki/api/v1/index/stats`: how much a selector would read. Entries are exact where the store
    /// can count them; bytes are the mean of some lines times that.
    private Reply stats(Params in) {
        var signals = source.of(in);
        var params = params(in, signals);
        var matchers = params.selector();
        var window = params.closedWindow();
        var store = signals.logs().get();
        int streams = store.streams(matchers, window).size();
        long entries = streams == 0 ? 0 : count(store, matchers, window, in);
        return LokiJson.reply(
                new Json()
                        .object()
                        .member("streams", streams)
                        .member("chunks", streams)
                        .member("bytes", entries * meanBytes(store, matchers, window))
                        .member("entries", entries)
                        .endObject());
    }

    private static long count(LogStore store, List<Matcher> matchers, TimeRange window, Params in) {
        var step = Duration.ofNanos(Math.max(1, window.endNanos() - window.startNanos()));
        var counted = store.count(matchers, LineHints.NONE, window, step);
        long entries = 0;
        if (counted.isPresent()) {
            for (var stream : counted.get().counts()) {
                for (long count : stream) {
                    entries += count;
                }
            }
            return entries;
        }
        var cursor = store.read(matchers, LineHints.NONE, window, LogStore.Direction.FORWARD, 0);
        while (cursor.next()) {
            in.budget().charge(1);
            entries++;
        }
        return entries;
    }

    private static long meanBytes(LogStore store, List<Matcher> matchers, TimeRange window) {
        var cursor =
                store.read(
                        matchers,
                        LineHints.NONE,
                        window,
                        LogStore.Direction.BACKWARD,
                        MEASURED_LINES);
        long bytes = 0;
        int lines = 0;
        while (lines < MEASURED_LINES && cursor.next()) {
            bytes += cursor.entry().line().getBytes(StandardCharsets.UTF_8).length;
            lines++;
        }
        return lines == 0 ? 0 : bytes / lines;
    }

    /// `/loki/api/v1/status/buildinfo`.
    private Reply buildInfo(Params in) {
        source.of(in);
        return LokiJson.reply(
                new Json()
                        .object()
                        .member("version", VERSION)
                        .member("revision", "brownout")
                        .member("branch", "HEAD")
                        .member("buildUser", "brownout")
                        .member("buildDate", "2026-01-01T00:00:00Z")
                        .member("goVersion", "go1.25.0")
                        .endObject());
    }

    /// `/ready`.
    private Reply ready(Params in) {
        source.of(in);
        return Reply.text("ready\n");
    }

    private static LokiParams params(Params in, Signals signals) {
        return new LokiParams(in, signals.nowMillis() * 1_000_000);
    }
}
