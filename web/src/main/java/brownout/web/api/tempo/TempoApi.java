// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.tempo;

import brownout.query.data.TraceStore.AttributeNames;
import brownout.web.api.Signals;
import brownout.web.http.Endpoints;
import brownout.web.http.Failures;
import brownout.web.http.Json;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The Tempo HTTP API: traces by id, and what it takes to look for them. Search is in
/// [TempoSearchApi].
public final class TempoApi {
    private static final String VERSION = "2.9.0";
    private static final Set<String> SCOPES =
            Set.of("", "none", "resource", "span", "event", "link", "instrumentation", "intrinsic");

    private final Signals.Source source;

    public TempoApi(Signals.Source source) {
        this.source = source;
    }

    /// How this family words its failures.
    public static Failures failures() {
        return TempoJson.FAILURES;
    }

    public void mount(Endpoints on) {
        on.get("/api/echo", in -> line(in, "echo"));
        on.get("/ready", in -> line(in, "ready\n"));
        on.get("/api/status/buildinfo", this::buildInfo);
        on.get("/api/v2/traces/:id", this::trace);
        on.get("/api/traces/:id", this::traceV1);
        on.get("/api/v2/search/tags", this::tags);
        on.get("/api/search/tags", this::tagsV1);
    }

    private Reply line(Params in, String text) {
        source.of(in);
        return Reply.text(text);
    }

    /// `/api/status/buildinfo`: flat, without an envelope.
    private Reply buildInfo(Params in) {
        source.of(in);
        return TempoJson.reply(
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

    /// `/api/v2/traces/{id}`: an unknown id is an empty trace.
    private Reply trace(Params in) {
        refuseProtobuf(in);
        var signals = source.of(in);
        var id = new TempoParams(in, signals.nowMillis()).traceId();
        var json = new Json().object().name("trace").object();
        signals.traces()
                .get()
                .get(id)
                .ifPresent(trace -> TraceJson.resourceSpans(json.name("resourceSpans"), trace));
        return TempoJson.reply(json.endObject().name("metrics").object().endObject().endObject());
    }

    /// `/api/traces/{id}`: an unknown id is 404.
    private Reply traceV1(Params in) {
        refuseProtobuf(in);
        var signals = source.of(in);
        var id = new TempoParams(in, signals.nowMillis()).traceId();
        var trace = signals.traces().get().get(id);
        if (trace.isEmpty()) {
            return Reply.empty(404);
        }
        var json = new Json().object();
        TraceJson.resourceSpans(json.name("batches"), trace.get());
        return TempoJson.reply(json.endObject());
    }

    private static void refuseProtobuf(Params in) {
        if (in.accepts("application/protobuf")) {
            throw new Refusal(
                    406, "application/protobuf is not served yet; ask for application/json");
        }
    }

    /// `/api/v2/search/tags`: attribute names by scope.
    private Reply tags(Params in) {
        var scope = scope(in);
        var json = new Json().object().name("scopes").array();
        var names = names(in);
        if (isIn(scope, "intrinsic")) {
            TempoJson.scope(json, "intrinsic", TempoJson.INTRINSICS);
        }
        if (isIn(scope, "resource")) {
            TempoJson.scope(json, "resource", names.resource());
        }
        if (isIn(scope, "span")) {
            TempoJson.scope(json, "span", names.span());
        }
        return TempoJson.reply(json.endArray().name("metrics").object().endObject().endObject());
    }

    /// `/api/search/tags`: the names of all scopes in one list; intrinsics only if asked for.
    private Reply tagsV1(Params in) {
        var scope = scope(in);
        var names = names(in);
        var all = new TreeSet<String>();
        if (scope.equals("intrinsic")) {
            all.addAll(TempoJson.INTRINSICS);
        }
        if (isIn(scope, "resource")) {
            all.addAll(names.resource());
        }
        if (isIn(scope, "span")) {
            all.addAll(names.span());
        }
        var json = new Json().object().name("tagNames").strings(List.copyOf(all));
        return TempoJson.reply(json.name("metrics").object().endObject().endObject());
    }

    private AttributeNames names(Params in) {
        var signals = source.of(in);
        var range = new TempoParams(in, signals.nowMillis()).range();
        return signals.traces().get().attributeNames(range);
    }

    private static String scope(Params in) {
        var scope = in.text("scope");
        if (!SCOPES.contains(scope)) {
            throw Refusal.bad("invalid scope: " + scope);
        }
        return scope;
    }

    private static boolean isIn(String asked, String scope) {
        return asked.isEmpty() || asked.equals("none") || asked.equals(scope);
    }
}
