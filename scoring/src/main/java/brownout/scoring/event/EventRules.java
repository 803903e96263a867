// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

import brownout.query.syntax.Suggestion;
import brownout.scenarios.Mechanism;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What values an event may have: bounds of the body by itself, and its fit to the run.
public final class EventRules {
    private static final Set<String> ROLES =
            Set.of("commander", "communications", "operations", "scribe");
    private static final Set<String> AUDIENCES = Set.of("internal", "external");
    private static final int LINE = 300;
    private static final int PAGE = 20_000;

    private EventRules() {}

    static void check(EventBody body) {
        switch (body) {
            case EventBody.Started started -> {
                range("startTick", started.startTick(), 0, 59);
                require(
                        "runKeyHex",
                        started.runKeyHex().matches("[0-9a-f]{32}"),
                        "not 32 hex digits");
            }
            case EventBody.Acted acted -> {
                text("line", acted.line(), 1, LINE);
                require("growth", acted.growth() > 0, "must be above 0");
            }
            case EventBody.Acknowledged acknowledged -> {
                text("alertname", acknowledged.alertname(), 1, LINE);
                text("fingerprint", acknowledged.fingerprint(), 0, LINE);
            }
            case EventBody.SeveritySet set -> distinct("affected", set.affected());
            case EventBody.RoleTaken taken ->
                    require(
                            "role",
                            ROLES.contains(taken.role()),
                            Suggestion.hint(taken.role(), ROLES));
            case EventBody.Pinned pinned -> check(pinned);
            case EventBody.Noted noted -> text("text", noted.text(), 1, PAGE);
            case EventBody.Messaged messaged -> text("text", messaged.text(), 1, PAGE);
            case EventBody.StatusPageUpdated updated -> {
                text("state", updated.state(), 1, 40);
                text("text", updated.text(), 1, PAGE);
            }
            case EventBody.UpdatePosted posted -> check(posted);
            case EventBody.Replied replied -> text("text", replied.text(), 1, PAGE);
            case EventBody.HintTaken taken -> range("rung", taken.rung(), 1, 100);
            case EventBody.Declared declared -> check(declared);
            case EventBody.Warped _,
                    EventBody.Paused _,
                    EventBody.Resumed _,
                    EventBody.Finished _,
                    EventBody.Expired _ -> {}
            case EventBody.Scored scored ->
                    require("total", scored.total() >= 0 && scored.total() <= 100, "not in 0..100");
        }
    }

    private static void check(EventBody.Pinned pinned) {
        text("id", pinned.id(), 1, 64);
        text("url", pinned.url(), 1, 4_000);
        require("url", pinned.url().startsWith("/"), "must be a path of this server: start with /");
        text("title", pinned.title(), 1, LINE);
        text("snapshot", pinned.snapshot(), 0, PAGE);
        require("toTick", pinned.toTick() >= pinned.fromTick(), "lies before fromTick");
    }

    private static void check(EventBody.UpdatePosted posted) {
        require(
                "audience",
                AUDIENCES.contains(posted.audience()),
                Suggestion.hint(posted.audience(), AUDIENCES));
        text("impact", posted.impact(), 0, 2_000);
        text("scope", posted.scope(), 0, 2_000);
        text("action", posted.action(), 0, 2_000);
        require(
                "impact",
                !(posted.impact() + posted.scope() + posted.action()).isBlank(),
                "say at least one of impact, scope and action");
        range("nextMinutes", posted.nextMinutes(), 0, 24 * 60);
    }

    private static void check(EventBody.Declared declared) {
        distinct("components", declared.components());
        distinct("evidence", declared.evidence());
        require("evidence", !declared.evidence().isEmpty(), "pin at least one piece of evidence");
        boolean nothing = declared.mechanism() == Mechanism.NOTHING;
        require(
                "components",
                declared.components().isEmpty() == nothing,
                nothing ? "must be empty where nothing is wrong" : "name at least one");
        require("path", declared.path().size() <= 100, "more than 100 edges");
        range("confidence", declared.confidence(), 0, 100);
        text("sentence", declared.sentence(), 0, 2_000);
    }

    /// Whether `body` fits a run in this state whose estate has these components: names exist, pins
    /// exist and are new.
    ///
    /// @throws BadEvent naming the field
    public static void check(EventBody body, RunState state, Set<String> components) {
        switch (body) {
            case EventBody.SeveritySet set -> known("affected", set.affected(), components);
            case EventBody.Pinned pinned ->
                    require("id", !state.pinIds().contains(pinned.id()), "another pin has this id");
            case EventBody.HintTaken taken ->
                    require(
                            "rung",
                            taken.rung() == state.hints().size() + 1,
                            "hints are taken one after another: the next is "
                                    + (state.hints().size() + 1));
            case EventBody.Declared declared -> {
                known("components", declared.components(), components);
                known("evidence", declared.evidence(), state.pinIds());
                for (int i = 0; i < declared.path().size(); i++) {
                    var edge = declared.path().get(i);
                    known("path[" + i + "].from", edge.from(), components);
                    known("path[" + i + "].to", edge.to(), components);
                }
            }
            case EventBody.Started _,
                    EventBody.Acted _,
                    EventBody.Acknowledged _,
                    EventBody.RoleTaken _,
                    EventBody.Noted _,
                    EventBody.Messaged _,
                    EventBody.StatusPageUpdated _,
                    EventBody.UpdatePosted _,
                    EventBody.Replied _,
                    EventBody.Warped _,
                    EventBody.Paused _,
                    EventBody.Resumed _,
                    EventBody.Finished _,
                    EventBody.Expired _,
                    EventBody.Scored _ -> {}
        }
    }

    private static void known(String field, List<String> names, Set<String> known) {
        for (int i = 0; i < names.size(); i++) {
            known(field + "[" + i + "]", names.get(i), known);
        }
    }

    private static void known(String field, String name, Set<String> known) {
        require(
                field,
                known.contains(name),
                "no such name: \"" + name + "\". " + Suggestion.hint(name, known));
    }

    private static void distinct(String field, List<String> items) {
        require(field, items.size() <= 100, "more than 100 items");
        require(field, new HashSet<>(items).size() == items.size(), "an item is given twice");
    }

    private static void text(String field, String text, int min, int max) {
        require(field, text.length() >= min, "must not be empty");
        require(field, text.length() <= max, "is longer than " + max + " characters");
    }

    private static void range(String field, int value, int min, int max) {
        require(field, value >= min && value <= max, value + " is not in " + min + ".." + max);
    }

    private static void require(String field, boolean holds, String otherwise) {
        if (!holds) {
            throw new BadEvent(field, otherwise);
        }
    }
}
