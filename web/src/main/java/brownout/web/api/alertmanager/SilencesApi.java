// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.alertmanager;

import brownout.query.data.Matcher;
import brownout.query.routing.MatcherText;
import brownout.query.routing.Silences;
import brownout.query.syntax.QueryError;
import brownout.simulator.engine.SilenceChanges;
import brownout.simulator.fault.RoutingEffect;
import brownout.simulator.telemetry.Alertmanager;
import brownout.web.api.Signals;
import brownout.web.http.Body;
import brownout.web.http.Endpoints;
import brownout.web.http.Json;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import brownout.web.http.Times;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// Silences in Alertmanager's API, version 2. What a client sets or ends is an event of the run: listed
/// at once, it mutes from the next second of world time on. Times are world time.
final class SilencesApi {
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Signals.Source source;
    private final Silencing silencing;

    SilencesApi(Signals.Source source, Silencing silencing) {
        this.source = source;
        this.silencing = silencing;
    }

    void mount(Endpoints on) {
        on.get("/api/v2/silences", this::silences);
        on.post("/api/v2/silences", this::set);
        on.get("/api/v2/silence/:id", this::silence);
        on.delete("/api/v2/silence/:id", this::expire);
    }

    /// `GET /api/v2/silences`: those with the matchers of `filter`, see [AlertmanagerJson].
    private Reply silences(Params in) {
        var alertmanager = source.of(in).alertmanager().get();
        var wanted =
                in.all("filter").stream()
                        .flatMap(filter -> MatcherText.parse(filter).stream())
                        .toList();
        var json = new Json().array();
        for (var view : alertmanager.silenceViews()) {
            if (view.silence().matchers().containsAll(wanted)) {
                AlertmanagerJson.silence(json, view);
            }
        }
        return Reply.json(json.endArray());
    }

    /// `GET /api/v2/silence/{id}`.
    private Reply silence(Params in) {
        var id = id(in);
        for (var view : source.of(in).alertmanager().get().silenceViews()) {
            if (view.silence().id().equals(id)) {
                var json = new Json();
                AlertmanagerJson.silence(json, view);
                return Reply.json(json);
            }
        }
        return Reply.empty(404);
    }

    /// `POST /api/v2/silences`: sets a new one, or with an `id` changes that one.
    private Reply set(Params in) {
        if (!in.header("content-type").orElse("").startsWith("application/json")) {
            throw new Refusal(415, "unsupported media type, only [application/json] are allowed");
        }
        var posted = Posted.of(Body.of(in));
        var freshId = UUID.randomUUID().toString();
        var id = new AtomicReference<>(freshId);
        silencing.act(
                in,
                now -> {
                    var effect = posted.effect(freshId, now);
                    id.set(changed(effect, now).id());
                    return effect;
                });
        return Reply.json(new Json().object().member("silenceID", id.get()).endObject());
    }

    private static Silences.Change changed(RoutingEffect.SetSilence effect, Alertmanager now) {
        try {
            return SilenceChanges.set(now.silences(), effect, now.nowMillis());
        } catch (QueryError refused) {
            throw new Refusal(
                    refused.kind() == QueryError.Kind.EXECUTION ? 404 : 400, refused.text());
        }
    }

    /// `DELETE /api/v2/silence/{id}`: ends it; one that has ended stays as it is.
    private Reply expire(Params in) {
        var id = id(in);
        silencing.act(
                in,
                now -> {
                    if (Silences.find(now.silences(), id).isEmpty()) {
                        throw new Refusal(404, "silence not found");
                    }
                    return new RoutingEffect.EndSilence(id);
                });
        return Reply.empty(200);
    }

    private static String id(Params in) {
        var id = in.part("id");
        if (!ID.matcher(id).matches()) {
            throw new Refusal(
                    422, "silenceID in path must be of type uuid: " + new Json().value(id));
        }
        return id;
    }

    /// A silence as a client sends it.
    private record Posted(
            String id,
            List<Matcher> matchers,
            long startsAtMillis,
            long endsAtMillis,
            String createdBy,
            String comment) {
        static Posted of(Body body) {
            var comment = required(body, "comment");
            var createdBy = required(body, "createdBy");
            long ends = instant(body, "endsAt");
            var matchers = new ArrayList<Matcher>();
            for (var matcher : body.children("matchers")) {
                matchers.add(matcher(matcher));
            }
            if (matchers.isEmpty()) {
                throw new Refusal(422, "matchers in body should have at least 1 items");
            }
            return new Posted(
                    body.optionalText("id").orElse(""),
                    matchers,
                    instant(body, "startsAt"),
                    ends,
                    createdBy,
                    comment);
        }

        private static String required(Body body, String name) {
            return body.optionalText(name)
                    .orElseThrow(() -> new Refusal(422, name + " in body is required"));
        }

        private static long instant(Body body, String name) {
            var text = required(body, name);
            return Times.rfc3339(text)
                    .map(Times::millis)
                    .orElseThrow(() ->
                            Refusal.bad("parsing body: " + name + ": \"" + text + "\" is no time"));
        }

        private static Matcher matcher(Body body) {
            boolean isEqual = body.optionalTruth("isEqual").orElse(true);
            boolean isRegex =
                    body.optionalTruth("isRegex")
                            .orElseThrow(
                                    () -> new Refusal(422, "matchers.isRegex in body is required"));
            var type =
                    isRegex
                            ? isEqual ? Matcher.Type.MATCH : Matcher.Type.NO_MATCH
                            : isEqual ? Matcher.Type.EQUAL : Matcher.Type.NOT_EQUAL;
            try {
                return new Matcher(type, required(body, "name"), required(body, "value"));
            } catch (PatternSyntaxException e) {
                throw Refusal.bad(
                        "Failed to create silence: silence invalid: invalid matcher: "
                                + e.getDescription());
            }
        }

        RoutingEffect.SetSilence effect(String freshId, Alertmanager now) {
            long t0 = SilenceChanges.T0_MILLIS + now.shiftMillis();
            return new RoutingEffect.SetSilence(
                    freshId,
                    id,
                    MatcherText.print(matchers),
                    startsAtMillis - t0,
                    endsAtMillis - t0,
                    createdBy,
                    comment);
        }
    }
}
