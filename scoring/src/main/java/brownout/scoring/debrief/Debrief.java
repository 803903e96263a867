// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.debrief;

import brownout.scenarios.PathStep;
import brownout.scenarios.Signal;
import brownout.scenarios.world.Outcomes.Outcome;
import brownout.scoring.event.RunEvent;
import brownout.scoring.rubric.Link;
import brownout.scoring.rubric.Scorecard;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A closed run explained. Ticks are relative to t0; the lanes cover `[fromTick, toTick]`.
/// `couldEndTick` is where the shortest path would have ended it.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public record Debrief(
        String drill,
        String title,
        String cause,
        String explanation,
        boolean abandoned,
        int fromTick,
        int toTick,
        int startTick,
        int detectableTick,
        int couldEndTick,
        List<Milestone> milestones,
        Harm harm,
        Series failing,
        Optional<Counterfactual> counterfactual,
        List<Bar> truth,
        String visibleSummary,
        List<Bar> alerts,
        List<Mark> marks,
        List<Bar> dwells,
        List<Seen> signals,
        List<Step> shortestPath,
        String observation,
        Scorecard scorecard) {
    public Debrief {
        milestones = List.copyOf(milestones);
        truth = List.copyOf(truth);
        alerts = List.copyOf(alerts);
        marks = List.copyOf(marks);
        dwells = List.copyOf(dwells);
        signals = List.copyOf(signals);
        shortestPath = List.copyOf(shortestPath);
    }

    /// Detected, Root cause or Mitigated: when, how long after the first alert, and what par is.
    /// Empty where it was never reached.
    public record Milestone(String name, OptionalInt tick, OptionalInt seconds, int parSeconds) {}

    /// What was bad of `noun` ("checkouts") in this run, with the reference fix, and with nobody there;
    /// `name` is what those are called ("failed checkouts"). `ratio` is the share of requests that failed while the incident lasted.
    public record Harm(
            String noun, String name, double bad, double best, double idle, double ratio) {}

    /// Failed requests per second, one value per `stepSeconds` from `fromTick` on, and their share.
    public record Series(int fromTick, int stepSeconds, List<Double> bad, List<Double> ratio) {
        public Series {
            bad = List.copyOf(bad);
            ratio = List.copyOf(ratio);
        }
    }

    /// A stretch of a lane. `kind` is `change`, `fault`, `draining`, `alert` (then `tone` is its
    /// severity) or `dwell`.
    public record Bar(int fromTick, int toTick, String kind, String tone, String text) {
        public Bar withText(String other) {
            return new Bar(fromTick, toTick, kind, tone, other);
        }
    }

    /// A point of the "You" lane: `kind` is metric, log, trace, alert, change, action, declared, pin,
    /// acknowledged or severity; `tone` of an action is `good` or `none`, of a declaration `right`
    /// or `wrong`, else empty.
    public record Mark(int tick, String kind, String tone, String text, String url) {}

    /// When a sign could be seen and when it was. `gapSeconds` is empty where either is.
    public record Seen(
            String name,
            Signal signal,
            Link link,
            OptionalInt firstVisibleTick,
            OptionalInt seenTick,
            OptionalInt gapSeconds) {}

    /// A step of the shortest path: when it could be taken, and how late it was (empty: never).
    public record Step(
            PathStep.Kind kind,
            String text,
            int tick,
            int afterSeconds,
            OptionalInt yourTick,
            OptionalInt lateSeconds) {}

    /// The debrief of a closed run; ticks up to the scoring horizon are closed if need be. Pure but for
    /// that.
    public static Debrief of(
            Compared worlds,
            Outcome outcome,
            List<RunEvent> events,
            List<View> views,
            Scorecard scorecard) {
        return new Assembly(worlds, outcome, events, views).debrief(scorecard);
    }
}
