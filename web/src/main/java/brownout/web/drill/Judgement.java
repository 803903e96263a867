// SPDX-License-Identifier: Apache-2.0
package brownout.web.drill;

import brownout.query.alerting.AlertTransition;
import brownout.scenarios.world.Impact;
import brownout.scenarios.world.Outcomes;
import brownout.scenarios.world.RunWorld;
import brownout.scoring.debrief.Compared;
import brownout.scoring.debrief.Debrief;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.Phases;
import brownout.scoring.rubric.Scorecard;
import brownout.scoring.rubric.Scorer;
import brownout.web.http.NotYet;
import brownout.web.runs.Courses;
import brownout.web.runs.Moment;
import brownout.web.runs.Run;
import brownout.web.store.Journal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// What a run amounts to: facts while it is open, scorecard and debrief once it is closed. Nothing
/// of a closed run changes any more, so its judgement is kept.
public final class Judgement {
    private final Courses courses;
    private final Outcomes outcomes;
    private final Journal journal;
    private final Map<String, CompletableFuture<Closed>> closed = new ConcurrentHashMap<>();

    public Judgement(Courses courses, Outcomes outcomes, Journal journal) {
        this.courses = courses;
        this.outcomes = outcomes;
        this.journal = journal;
    }

    /// The result of a closed run.
    record Closed(Scorecard scorecard, Debrief debrief) {}

    /// Judges a closed run and, the first time, appends its `scored` event. Throws [NotYet] while
    /// that is being computed.
    Closed closed(Run run) {
        var known = closed.get(run.id());
        if (known != null && known.isCompletedExceptionally()) {
            closed.remove(run.id(), known);
            known = null;
        }
        if (known == null) {
            var now = run.now();
            now.world(); // so that nobody who judges has to wait
            known = closed.computeIfAbsent(run.id(), _ -> courses.judge(() -> recorded(run, now)));
        }
        if (!known.isDone()) {
            throw new NotYet(known);
        }
        return known.join();
    }

    private Closed recorded(Run run, Moment now) {
        var judged = judge(now, run.id());
        if (run.now().state().scored().isEmpty()) {
            var card = judged.scorecard();
            run.append("system", "scored", _ -> new EventBody.Scored(card.total(), card.digest()));
        }
        return judged;
    }

    /// The debrief of a run, empty while it is open. Throws [NotYet].
    public Optional<Debrief> debrief(Run run) {
        return run.now().state().closed() ? Optional.of(closed(run).debrief()) : Optional.empty();
    }

    private Closed judge(Moment now, String run) {
        var scenario = now.scenario();
        long seed = now.started().seed();
        int start = now.started().startTick();
        int horizon = Scorer.horizonTick(scenario, start, now.tick() + 1);
        var outcome = outcomes.of(scenario, seed, now.started().historySeconds(), start, horizon);
        var events =
                now.events().stream()
                        .filter(event -> !(event.body() instanceof EventBody.Scored))
                        .toList();
        var team = now.world();
        var on = team.felt();
        var card = Scorer.score(scenario, events, impact(on, horizon), outcome);
        var views = Views.read(journal.views(run));
        var idle = outcomes.worlds().base(scenario, seed, now.started().historySeconds());
        var worlds = new Compared(team, on, idle);
        return new Closed(card, Debrief.of(worlds, outcome, events, views, card));
    }

    /// The phases reached so far, and what users felt: world facts that betray nothing.
    Facts facts(Moment now) {
        var impact = impact(now.world(), now.tick() + 1);
        var phases = Phases.of(now.state(), now.scenario(), impact, alerts(now, now.tick() + 1));
        double total = 0;
        int from = Math.max(0, now.started().startTick() - impact.fromTick());
        for (int i = from; i < impact.total().length; i++) {
            total += impact.total()[i];
        }
        double bad = impact.harm(now.started().startTick(), now.tick() + 1);
        return new Facts(phases, now.scenario().objective().harm(), bad, total);
    }

    /// `bad` of `total` have been bad since the run began, as the objective counts; `harm` names those.
    record Facts(Phases phases, String harm, double bad, double total) {}

    private static Impact impact(RunWorld world, int toTick) {
        int from = Math.min(world.faultTick(), toTick);
        return Impact.measure(world.timeline(), world.scenario().objective(), from, toTick);
    }

    private static List<AlertTransition> alerts(Moment now, int toTick) {
        return now.world()
                .at(toTick - 1, now.started().t0Seconds(), now.key())
                .alertTransitions(-now.started().historySeconds(), toTick);
    }
}
