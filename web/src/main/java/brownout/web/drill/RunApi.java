// SPDX-License-Identifier: Apache-2.0
package brownout.web.drill;

import brownout.scoring.event.EventBody;
import brownout.scoring.event.EventCodec;
import brownout.simulator.action.ActionCatalogue;
import brownout.simulator.action.ActionError;
import brownout.simulator.action.Actions;
import brownout.simulator.action.Inspections;
import brownout.simulator.fault.Effect;
import brownout.web.http.Body;
import brownout.web.http.Endpoints;
import brownout.web.http.Json;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import brownout.web.live.LiveJson;
import brownout.web.live.RunFeed;
import brownout.web.runs.Moment;
import brownout.web.runs.Run;
import brownout.web.runs.Runs;
import brownout.web.store.Journal;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// One run: where it stands, what happened, and making something happen.
public final class RunApi {
    private static final int KEY_LENGTH = 200;

    private final Runs runs;
    private final Journal journal;
    private final Links links;
    private final LongSupplier wall;

    public RunApi(Runs runs, Journal journal, Links links, LongSupplier wall) {
        this.runs = runs;
        this.journal = journal;
        this.links = links;
        this.wall = wall;
    }

    public void mount(Endpoints on) {
        on.get("/runs/:run", this::run);
        on.feed("/runs/:run/events", in -> new RunFeed(runs.of(in)), this::events);
        on.post("/runs/:run/events", this::post);
        on.get("/runs/:run/changes", this::changes);
        on.get("/runs/:run/inventory", this::inventory);
        on.get("/runs/:run/actions", this::catalogue);
        on.post("/runs/:run/actions", this::act);
        on.post("/runs/:run/actions/preview", this::preview);
        on.get("/runs/:run/inspections", this::inspections);
        on.post("/runs/:run/inspections", this::look);
        on.get("/runs/:run/hints", this::hints);
        on.post("/runs/:run/views", this::views);
    }

    private Reply run(Params in) {
        var run = runs.of(in);
        return Reply.json(RunJson.run(run, actor(in), links));
    }

    /// `GET …/events` as JSON: the log without what is derived.
    private Reply events(Params in) {
        var json = new Json().object().name("events").array();
        runs.of(in).now().events().forEach(event -> json.document(EventCodec.visible(event)));
        return Reply.json(json.endArray().endObject());
    }

    /// `POST …/events` with `{"kind","body","idempotencyKey"?}`: 201 and the event, or 200 where the
    /// key has been used before. An `acted` brings `{"line"}` as its body.
    private Reply post(Params in) {
        var run = runs.of(in);
        var envelope = Body.of(in).only("kind", "body", "idempotencyKey");
        var kind = envelope.text("kind");
        if (kind.equals("acted")) {
            return act(in, run, envelope.child("body").only("line").text("line"));
        }
        if (!EventCodec.kinds().contains(kind) || !EventCodec.mayPost(kind)) {
            throw envelope.bad("kind", "\"" + kind + "\" is nothing that can be posted");
        }
        var body = DrillFailures.read(kind, envelope.object("body"));
        return append(in, run, key(in, envelope), _ -> body);
    }

    /// `POST …/actions` with `{"line","idempotencyKey"?}`: does it.
    private Reply act(Params in) {
        var run = runs.of(in);
        var body = Body.of(in).only("line", "idempotencyKey");
        return act(in, run, body.text("line"));
    }

    private Reply act(Params in, Run run, String line) {
        return append(in, run, key(in, Body.of(in)), now -> acted(line, now));
    }

    private static EventBody acted(String line, Moment now) {
        if (now.state().closed()) {
            throw new Refusal(409, "the run is closed");
        }
        var inventory = now.inventory();
        var effect = effect(line, now);
        var preview = Actions.preview(effect, inventory);
        return new EventBody.Acted(line, effect, preview.summary(), preview.growth());
    }

    private static Effect effect(String line, Moment now) {
        if (Inspections.isOne(line)) {
            throw new Refusal(
                    422,
                    "line",
                    "line, column 1: action: this is a look, which does nothing. POST it to"
                            + " inspections");
        }
        try {
            return Actions.parse(line, now.inventory(), now.world().timeline().estate());
        } catch (ActionError e) {
            throw refusal(e);
        }
    }

    private static Refusal refusal(ActionError e) {
        return new Refusal(
                422, "line", "line, column " + e.column() + ": " + e.field() + ": " + e.text());
    }

    /// `GET …/inspections`: all that people can look at, and what a shell's words for some of them
    /// begin with.
    private Reply inspections(Params in) {
        runs.of(in);
        var json = new Json().object().name("inspections").array();
        for (var look : Inspections.TABLE) {
            json.object()
                    .member("name", look.name())
                    .member("arguments", look.arguments())
                    .member("doc", look.doc())
                    .endObject();
        }
        return Reply.json(
                json.endArray().name("shell").strings(Inspections.shellForms()).endObject());
    }

    /// `POST …/inspections` with `{"line"}`: what it shows now; nothing happens.
    private Reply look(Params in) {
        var now = runs.of(in).now();
        var line = Body.of(in).only("line").text("line");
        try {
            var lines = Inspections.look(line, now.telemetry());
            return Reply.json(
                    new Json()
                            .object()
                            .member("line", line)
                            .member("tick", now.tick())
                            .name("lines")
                            .strings(lines)
                            .endObject());
        } catch (ActionError e) {
            throw refusal(e);
        }
    }

    private Reply append(Params in, Run run, String key, Function<Moment, EventBody> body) {
        var appended = run.append(actor(in), key, body);
        var json = new Json().object().name("event").document(EventCodec.visible(appended.event()));
        if (appended.event().body() instanceof EventBody.Declared) {
            RunJson.verdict(json, appended.event(), run.now());
        }
        if (appended.event().body() instanceof EventBody.HintTaken(var rung)) {
            json.member("text", run.now().scenario().hints().get(rung - 1));
        }
        return Reply.json(appended.isNew() ? 201 : 200, json.endObject());
    }

    /// `GET …/changes`: the change feed, oldest first.
    private Reply changes(Params in) {
        var now = runs.of(in).now();
        var json = new Json().object().name("changes").array();
        now.telemetry().changes().forEach(change -> json.document(LiveJson.change(change, now)));
        return Reply.json(json.endArray().endObject());
    }

    /// `GET …/hints`: those that were taken, and what the next costs; how many there are is not said.
    private Reply hints(Params in) {
        return Reply.json(RunJson.hints(runs.of(in).now()));
    }

    /// `GET …/inventory`: what runs where.
    private Reply inventory(Params in) {
        return Reply.json(RunJson.inventory(runs.of(in).now().inventory()));
    }

    /// `GET …/actions`: all that people can do.
    private Reply catalogue(Params in) {
        runs.of(in);
        var json = new Json().object().name("actions").array();
        for (var action : ActionCatalogue.ACTIONS) {
            json.object()
                    .member("name", action.name())
                    .member("arguments", action.arguments())
                    .member("doc", action.doc())
                    .member("latency", action.latency())
                    .member("needs", action.needs())
                    .member("harm", action.harm())
                    .endObject();
        }
        return Reply.json(json.endArray().endObject());
    }

    /// `POST …/actions/preview` with `{"line"}`: what it would do; nothing happens.
    private Reply preview(Params in) {
        var now = runs.of(in).now();
        var line = Body.of(in).only("line").text("line");
        var preview = Actions.preview(effect(line, now), now.inventory());
        return Reply.json(
                new Json()
                        .object()
                        .member("line", line)
                        .member("summary", preview.summary())
                        .name("lines")
                        .strings(preview.lines())
                        .member("readyInSeconds", preview.readyInSeconds())
                        .member("growth", preview.growth())
                        .endObject());
    }

    /// `POST …/views` with `{"views":[{"signal","query","title","url"}]}`: 202, for the debrief.
    private Reply views(Params in) {
        var run = runs.of(in);
        int tick = run.now().tick();
        var views = Body.of(in).only("views").children("views");
        long millis = wall.getAsLong();
        for (var view : views) {
            journal.viewed(
                    new Journal.View(run.id(), tick, millis, actor(in), Views.checked(view)));
        }
        return Reply.json(202, new Json().object().member("recorded", views.size()).endObject());
    }

    /// Who acts: the person of the cookie that came with the request; a client without one is `api`.
    private static String actor(Params in) {
        return in.header("cookie").isPresent() && !in.person().isEmpty() ? in.person() : "api";
    }

    private static String key(Params in, Body body) {
        var key =
                in.header("idempotency-key")
                        .or(() -> body.optionalText("idempotencyKey"))
                        .orElse("");
        if (key.length() > KEY_LENGTH) {
            throw body.bad("idempotencyKey", "is longer than " + KEY_LENGTH + " characters");
        }
        return key;
    }
}
