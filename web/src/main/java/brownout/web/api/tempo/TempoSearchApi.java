// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.tempo;

import brownout.query.data.Labels;
import brownout.query.syntax.QueryError;
import brownout.query.traceql.Expr;
import brownout.query.traceql.Field;
import brownout.query.traceql.Static;
import brownout.query.traceql.TraceQl;
import brownout.web.api.Signals;
import brownout.web.http.Endpoints;
import brownout.web.http.Json;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The part of the Tempo HTTP API that looks for traces and for the values of their attributes.
public final class TempoSearchApi {
    private static final String TAG = "/api/v2/search/tag/";
    private static final String TAG_V1 = "/api/search/tag/";
    private static final int QUERY_LENGTH = 131_072;
    private static final Pattern LOGFMT = Pattern.compile("([^\\s=]+)=(\"[^\"]*\"|\\S*)");

    private final Signals.Source source;

    public TempoSearchApi(Signals.Source source) {
        this.source = source;
    }

    public void mount(Endpoints on) {
        on.get("/api/search", this::search);
        on.get(TAG + "*", this::values);
        on.get(TAG_V1 + "*", this::valuesV1);
    }

    /// `/api/search`: by a query, or by tags as older clients do.
    private Reply search(Params in) {
        var signals = source.of(in);
        var params = new TempoParams(in, signals.nowMillis());
        var expr = query(in);
        var range = params.range();
        int limit = params.limit();
        int spans = params.spansPerSpanSet();
        var hits = TraceQl.search(signals.traces().get(), expr, range, limit, spans, in.budget());
        return TempoJson.reply(SearchJson.answer(hits));
    }

    private static Expr query(Params in) {
        var query = in.text("q");
        var tags = in.text("tags");
        if (query.length() > QUERY_LENGTH) {
            throw Refusal.bad(
                    "TraceQL expression exceeds the configured maximum size of "
                            + QUERY_LENGTH
                            + " bytes");
        }
        if (!query.isEmpty()) {
            if (!tags.isEmpty()) {
                throw Refusal.bad("invalid request: can't specify tags and q in the same query");
            }
            return TraceQl.parse(query);
        }
        return TraceQl.parse(byTags(in, tags));
    }

    /// Tags in logfmt as a query: each value somewhere in the attribute's, in any case.
    private static String byTags(Params in, String tags) {
        var conditions = new ArrayList<String>();
        var pairs = LOGFMT.matcher(tags);
        while (pairs.find()) {
            var value = pairs.group(2).replace("\"", "");
            var pattern = "(?i).*" + com.google.re2j.Pattern.quote(value) + ".*";
            conditions.add(".\"" + pairs.group(1) + "\" =~ " + Labels.quoted(pattern));
        }
        in.given("minDuration").ifPresent(least -> conditions.add("traceDuration >= " + least));
        in.given("maxDuration").ifPresent(most -> conditions.add("traceDuration <= " + most));
        return "{ " + String.join(" && ", conditions) + " }";
    }

    /// `/api/v2/search/tag/{tag}/values`: with their types.
    private Reply values(Params in) {
        var found = values(in, attribute(tag(in, TAG)));
        var json = new Json().object().name("tagValues").array();
        for (var value : found) {
            json.object().member("type", type(value));
            if (!value.text().isEmpty()) {
                json.member("value", value.text());
            }
            json.endObject();
        }
        return TempoJson.reply(json.endArray().name("metrics").object().endObject().endObject());
    }

    /// `/api/search/tag/{name}/values`: texts alone, of any scope.
    private Reply valuesV1(Params in) {
        var name = tag(in, TAG_V1);
        var texts = new TreeSet<String>();
        if (name.equals("status.code")) {
            source.of(in);
            texts.addAll(List.of("error", "ok", "unset"));
        } else {
            var attribute = TempoJson.INTRINSICS.contains(name) ? name : "." + name;
            values(in, attribute(attribute)).forEach(value -> texts.add(value.text()));
        }
        var json = new Json().object().name("tagValues").strings(texts);
        return TempoJson.reply(json.name("metrics").object().endObject().endObject());
    }

    private List<Static> values(Params in, Field.Named attribute) {
        var signals = source.of(in);
        var params = new TempoParams(in, signals.nowMillis());
        Optional<Expr> filter = TraceQl.parseLenient(in.text("q"));
        return TraceQl.values(
                signals.traces().get(),
                attribute,
                filter,
                params.range(),
                params.listLimit(),
                in.budget());
    }

    private static Field.Named attribute(String text) {
        try {
            return TraceQl.parseAttribute(text);
        } catch (QueryError e) {
            throw Refusal.bad(
                    "please provide a valid tagName: failed to parse identifier "
                            + text
                            + ": "
                            + e.text());
        }
    }

    /// The tag in the path: all up to the last `/values`, decoded, twice where it was encoded twice.
    private static String tag(Params in, String prefix) {
        var path = in.rawPath();
        int start = path.indexOf(prefix) + prefix.length();
        if (!path.endsWith("/values") || path.length() - 7 <= start) {
            throw new Refusal(404, "404 page not found");
        }
        var once = decode(path.substring(start, path.length() - 7));
        return once.matches(".*%[0-9a-fA-F]{2}.*") ? decode(once) : once;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String type(Static value) {
        return switch (value) {
            case Static.Int _ -> "int";
            case Static.Real _ -> "float";
            case Static.Text _ -> "string";
            case Static.Bool _ -> "bool";
            case Static.Span _ -> "duration";
            case Static.StatusValue _, Static.KindValue _ -> "keyword";
            case Static.Array _, Static.Nil _ -> "string";
        };
    }
}
