// SPDX-License-Identifier: Apache-2.0
package brownout.web.drill;

import brownout.scoring.event.EventBody;
import brownout.scoring.event.RunEvent;
import brownout.scoring.rubric.Hints;
import brownout.scoring.rubric.Verdict;
import brownout.simulator.engine.Inventory;
import brownout.web.http.Json;
import brownout.web.runs.Moment;
import brownout.web.runs.Run;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The shapes of the drill API that describe a run.
final class RunJson {
    private RunJson() {}

    /// Where a run stands. Ticks are seconds after t0; `time` is world time in milliseconds.
    static Json run(Run run, String you, Links links) {
        var now = run.now();
        var state = now.state();
        var json = new Json().object().member("run", run.id()).member("you", you);
        DrillsApi.write(json.name("drill").object(), now.scenario().drill()).endObject();
        json.member("tick", now.tick())
                .member("time", now.timeMillis())
                .member("t0", now.started().t0Seconds() * 1000)
                .member("startTick", now.started().startTick())
                .member("startTime", now.timeMillis(now.started().startTick() - 1))
                .member("lastTick", run.lastTick())
                .member("elapsedSeconds", now.elapsedSeconds())
                .member("limitSeconds", now.scenario().drill().minutes() * 60L)
                .member("offsetMillis", state.offsetMillis())
                .member("paused", state.paused())
                .member("closed", state.closed())
                .member("expired", state.expired());
        state.severity().ifPresent(severity -> json.member("severity", severity.name()));
        json.name("affected").strings(state.affected());
        json.name("acknowledged").object();
        state.acknowledgedByName().forEach(json::member);
        json.endObject();
        pins(json, now);
        declarations(json, now);
        return links.write(json, run.id()).endObject();
    }

    private static void pins(Json json, Moment now) {
        json.name("pins").array();
        for (var pin : now.state().pins()) {
            json.object()
                    .member("id", pin.pinned().id())
                    .member("tick", pin.tick())
                    .member("actor", pin.actor())
                    .member("title", pin.pinned().title())
                    .member("url", pin.pinned().url())
                    .member("signal", pin.pinned().signal().name().toLowerCase(Locale.ROOT))
                    .member("atTick", pin.pinned().atTick())
                    .member("time", now.timeMillis(pin.pinned().atTick()))
                    .endObject();
        }
        json.endArray();
    }

    private static void declarations(Json json, Moment now) {
        json.name("declarations").array();
        for (var declaration : now.state().declarations()) {
            json.object()
                    .member("number", declaration.number())
                    .member("tick", declaration.tick())
                    .member("actor", declaration.actor())
                    .member("correct", declaration.correct())
                    .member("lockedUntilTick", declaration.lockedUntilTick())
                    .endObject();
        }
        json.endArray();
    }

    /// In practice the verdict comes at once: part by part, right, partly or wrong.
    static void verdict(Json json, RunEvent event, Moment now) {
        if (!(event.body() instanceof EventBody.Declared declared)) {
            return;
        }
        var verdict = Verdict.of(declared, now.scenario(), now.started().seed());
        json.name("verdict").object().member("correct", verdict.correct()).name("parts").array();
        for (var line : verdict.lines()) {
            json.object().member("part", line.part()).member("result", line.result()).endObject();
        }
        json.endArray();
        now.state().declarations().stream()
                .filter(declaration -> declaration.tick() == event.tick())
                .forEach(declaration ->
                        json.member("lockedUntilTick", declaration.lockedUntilTick()));
        json.endObject();
    }

    /// The texts of the hints that were taken, oldest first, each with the share of the root cause that it
    /// costs; `next` where there is one more and the run is open.
    static Json hints(Moment now) {
        var hints = now.scenario().hints();
        var state = now.state();
        var json = new Json().object().name("taken").array();
        for (var hint : state.hints()) {
            json.object()
                    .member("rung", hint.rung())
                    .member("tick", hint.tick())
                    .member("time", now.timeMillis(hint.tick()))
                    .member("actor", hint.actor())
                    .member("cost", Hints.cost(hint.rung()))
                    .member("text", hints.get(hint.rung() - 1))
                    .endObject();
        }
        json.endArray();
        int next = state.hints().size() + 1;
        if (next <= hints.size() && !state.closed()) {
            json.name("next")
                    .object()
                    .member("rung", next)
                    .member("cost", Hints.cost(next))
                    .member("endsRootCause", next == hints.size())
                    .member("opensTick", Hints.opensTick(state))
                    .endObject();
        }
        return json.endObject();
    }

    static Json inventory(Inventory inventory) {
        var json = new Json().object().member("tick", inventory.tick()).name("services").array();
        for (var service : inventory.services()) {
            json.object()
                    .member("name", service.name())
                    .member("version", service.version())
                    .member("previousVersion", service.previousVersion());
            counts(json, "replicas", service.replicas());
            counts(json, "readyPods", service.readyPods());
            json.name("config").strings(new TreeMap<>(service.config())).endObject();
        }
        return json.endArray().endObject();
    }

    private static void counts(Json json, String name, Map<String, Integer> counts) {
        json.name(name).object();
        new TreeMap<>(counts).forEach(json::member);
        json.endObject();
    }
}
