// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.debrief;

import brownout.query.alerting.Alert;
import brownout.query.data.Labels;
import brownout.scenarios.Beat;
import brownout.scenarios.Signal;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.RunEvent;
import brownout.scoring.event.RunState.Declaration;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.EffectNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The lanes of what was true, what fired and what was done.
final class Lanes {
    private Lanes() {}

    /// The change, the harm it did, and the time from the fix until users were no longer hurt.
    static List<Debrief.Bar> truth(Assembly run) {
        var bars = new ArrayList<Debrief.Bar>();
        int harmTick = run.breach.startTick().orElse(run.endTick);
        bars.add(
                new Debrief.Bar(
                        run.faultTick,
                        Math.min(harmTick, run.endTick),
                        "change",
                        "",
                        change(run).orElse("it begins")));
        int overTick = run.mitigatedTick().orElse(run.endTick);
        int fixTick = run.mitigation().map(RunEvent::tick).orElse(overTick);
        if (harmTick < fixTick) {
            bars.add(new Debrief.Bar(harmTick, fixTick, "fault", "", run.scenario.debrief().bar()));
        }
        if (fixTick < overTick) {
            bars.add(new Debrief.Bar(fixTick, overTick, "draining", "", "draining"));
        }
        return bars;
    }

    private static Optional<String> change(Assembly run) {
        return run.scenario.beat(run.scenario.key().trigger()).map(Beat::effect).map(Lanes::text);
    }

    private static String text(Effect effect) {
        return switch (effect) {
            case Effect.Deploy deploy -> deploy.version() + " deployed";
            case Effect.Rollback rollback -> "rolled back to " + rollback.version();
            case Effect.SetConfig set -> set.key() + " set";
            case Effect.Restart _ -> "restarted";
            case Effect.Scale scale -> "scaled to " + scale.replicas();
            case Effect.ResizePool pool -> "pool set to " + pool.size();
            case Effect.Slow slow -> slow.target() + " slows down";
            case Effect.Traffic _ -> "traffic changes";
            default -> EffectNames.of(effect).replace('-', ' ') + " " + effect.target();
        };
    }

    /// One bar per alert that fired while the run was open, by when it fired.
    static List<Debrief.Bar> alerts(Assembly run) {
        var firing = new LinkedHashMap<Labels, Integer>();
        var bars = new ArrayList<Debrief.Bar>();
        var transitions =
                run.team.at(run.endTick).alertTransitions(run.impact.fromTick(), run.endTick + 1);
        for (var transition : transitions) {
            var labels = transition.alert().labels();
            if (transition.alert().state() == Alert.State.FIRING) {
                firing.putIfAbsent(labels, transition.tick());
            } else if (transition.alert().state() == Alert.State.RESOLVED) {
                var since = firing.remove(labels);
                if (since != null) {
                    bars.add(bar(labels, since, transition.tick()));
                }
            }
        }
        firing.forEach((labels, since) -> bars.add(bar(labels, since, run.endTick)));
        bars.sort(Comparator.comparingInt(Debrief.Bar::fromTick).thenComparing(Debrief.Bar::text));
        return bars;
    }

    private static Debrief.Bar bar(Labels labels, int fromTick, int toTick) {
        var service = labels.get("service");
        var name = labels.get("alertname");
        return new Debrief.Bar(
                fromTick,
                toTick,
                "alert",
                labels.get("severity"),
                service.isEmpty() ? name : name + " " + service);
    }

    /// Everything the people looked at or did, oldest first.
    static List<Debrief.Mark> marks(Assembly run) {
        var marks = new ArrayList<Debrief.Mark>();
        for (var view : run.views) {
            marks.add(
                    new Debrief.Mark(
                            view.tick(), kind(view.signal()), "", view.title(), view.url()));
        }
        run.events.forEach(event -> mark(run, event).ifPresent(marks::add));
        marks.sort(Comparator.comparingInt(Debrief.Mark::tick));
        return marks;
    }

    private static Optional<Debrief.Mark> mark(Assembly run, RunEvent event) {
        return switch (event.body()) {
            case EventBody.Acted acted -> {
                boolean good = run.mitigation().filter(event::equals).isPresent();
                yield mark(event, "action", good ? "good" : "none", acted.line(), "actions");
            }
            case EventBody.Declared declared ->
                    mark(
                            event,
                            "declared",
                            isRight(run, event) ? "right" : "wrong",
                            "declared " + declared.mechanism().title().toLowerCase(Locale.ROOT),
                            "");
            case EventBody.Pinned pinned -> mark(event, "pin", "", pinned.title(), pinned.url());
            case EventBody.Acknowledged acknowledged ->
                    mark(event, "acknowledged", "", acknowledged.alertname(), "alerts");
            case EventBody.SeveritySet set ->
                    mark(event, "severity", "", set.severity().name(), "");
            case EventBody.UpdatePosted posted ->
                    mark(event, "update", "", posted.audience() + " update", "channel");
            case EventBody.Replied replied -> mark(event, "reply", "", replied.text(), "channel");
            case EventBody.HintTaken hint ->
                    mark(event, "hint", "", "hint " + hint.rung(), "hints");
            case EventBody.Started _,
                    EventBody.RoleTaken _,
                    EventBody.Noted _,
                    EventBody.Messaged _,
                    EventBody.StatusPageUpdated _,
                    EventBody.Warped _,
                    EventBody.Paused _,
                    EventBody.Resumed _,
                    EventBody.Finished _,
                    EventBody.Expired _,
                    EventBody.Scored _ ->
                    Optional.empty();
        };
    }

    private static Optional<Debrief.Mark> mark(
            RunEvent event, String kind, String tone, String text, String url) {
        return Optional.of(new Debrief.Mark(event.tick(), kind, tone, text, url));
    }

    private static boolean isRight(Assembly run, RunEvent event) {
        return run.state.declarations().stream()
                .filter(declaration -> declaration.declared().equals(event.body()))
                .anyMatch(Declaration::correct);
    }

    private static String kind(Signal signal) {
        return signal.name().toLowerCase(Locale.ROOT);
    }
}
