// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.debrief;

import brownout.scenarios.Scenario;
import brownout.scenarios.world.Breach;
import brownout.scenarios.world.Impact;
import brownout.scenarios.world.Outcomes.Outcome;
import brownout.scenarios.world.RunWorld;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.RunEvent;
import brownout.scoring.event.RunState;
import brownout.scoring.event.RunState.Declaration;
import brownout.scoring.rubric.Scorecard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What the parts of a debrief have in common, and the debrief made of them.
final class Assembly {
    private static final int LEAD_SECONDS = 120;
    private static final int SERIES_STEP_SECONDS = 15;

    final RunWorld team;
    final RunWorld idle;
    final Scenario scenario;
    final Outcome outcome;
    final List<RunEvent> events;
    final List<View> views;
    final RunState state;
    final int startTick;
    final int faultTick;
    final int endTick;
    final Impact impact;
    final Breach breach;

    Assembly(Compared worlds, Outcome outcome, List<RunEvent> events, List<View> views) {
        this.team = worlds.team();
        this.idle = worlds.idle();
        this.scenario = team.scenario();
        this.outcome = outcome;
        this.events = List.copyOf(events);
        this.views = views.stream().sorted(Comparator.comparingInt(View::tick)).toList();
        this.state = RunState.of(events, scenario);
        this.startTick = state.started().map(EventBody.Started::startTick).orElse(0);
        this.faultTick = team.faultTick();
        this.endTick = state.closedTick().orElse(events.getLast().tick());
        this.impact =
                Impact.measure(
                        worlds.on().timeline(),
                        scenario.objective(),
                        faultTick - LEAD_SECONDS,
                        Math.max(endTick, outcome.idle().toTick()));
        this.breach = Breach.of(impact, scenario.objective());
    }

    Debrief debrief(Scorecard scorecard) {
        var signs = Signs.seen(this);
        var dwell = Dwells.longest(this);
        return new Debrief(
                scenario.drill().slug(),
                scenario.drill().title(),
                scenario.debrief().cause(),
                scenario.debrief().explanation(),
                state.declarations().isEmpty() && state.effects().isEmpty(),
                impact.fromTick(),
                endTick,
                startTick,
                outcome.detectableTick(),
                outcome.detectableTick() + scenario.shortestPath().getLast().afterSeconds(),
                milestones(),
                harm(),
                series(impact),
                Counterfactual.of(this),
                Lanes.truth(this),
                Signs.summary(signs),
                Lanes.alerts(this),
                Lanes.marks(this),
                dwell.stream().toList(),
                signs,
                Signs.path(this, signs),
                Dwells.observation(dwell, signs),
                scorecard);
    }

    private List<Debrief.Milestone> milestones() {
        var par = scenario.par();
        var declared =
                right().map(right -> OptionalInt.of(right.tick())).orElse(OptionalInt.empty());
        return List.of(
                milestone("Detected", state.noticedTick(), par.detectSeconds()),
                milestone("Root cause", declared, par.rootCauseSeconds()),
                milestone("Mitigated", mitigatedTick(), par.mitigateSeconds()));
    }

    private Debrief.Milestone milestone(String name, OptionalInt tick, int parSeconds) {
        var seconds =
                tick.isEmpty()
                        ? tick
                        : OptionalInt.of(Math.max(0, tick.getAsInt() - outcome.detectableTick()));
        return new Debrief.Milestone(name, tick, seconds, parSeconds);
    }

    /// The first declaration that names the cause.
    Optional<Declaration> right() {
        return state.declarations().stream().filter(Declaration::correct).findFirst();
    }

    /// When users were no longer hurt, as far as that was while the run was open.
    OptionalInt mitigatedTick() {
        return breach.endTick().isPresent() && breach.endTick().getAsInt() <= endTick
                ? breach.endTick()
                : OptionalInt.empty();
    }

    /// The last action on a component that was to blame before users were no longer hurt.
    Optional<RunEvent> mitigation() {
        if (mitigatedTick().isEmpty()) {
            return Optional.empty();
        }
        return events.stream()
                .filter(event ->
                        event.body() instanceof EventBody.Acted acted
                                && scenario.key().components().contains(acted.effect().target()))
                .filter(event -> event.tick() < mitigatedTick().getAsInt())
                .reduce((_, later) -> later);
    }

    Debrief.Harm harm() {
        int from = breach.startTick().orElse(faultTick);
        int to = mitigatedTick().orElse(endTick);
        double all = impact.requests(from, to);
        return new Debrief.Harm(
                scenario.objective().noun(),
                scenario.objective().harm(),
                impact.harm(outcome.idle().fromTick(), outcome.idle().toTick()),
                outcome.oracle().harm(),
                outcome.idle().harm(),
                all == 0 ? 0 : impact.harm(from, to) / all);
    }

    /// What failed while the run was open, in this course of things or another.
    Debrief.Series series(Impact impact) {
        var bad = new ArrayList<Double>();
        var ratio = new ArrayList<Double>();
        int step = SERIES_STEP_SECONDS;
        for (int tick = impact.fromTick(); tick + step <= endTick; tick += step) {
            bad.add(impact.harm(tick, tick + step) / step);
            ratio.add(impact.ratio(tick + step - 1, step));
        }
        return new Debrief.Series(impact.fromTick(), step, bad, ratio);
    }
}
