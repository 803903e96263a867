// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.debrief;

import brownout.scenarios.Evidence;
import brownout.scenarios.PathStep;
import brownout.scenarios.Signal;
import brownout.scenarios.world.FirstVisible;
import brownout.scoring.event.RunEvent;
import brownout.scoring.rubric.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// When each sign could be seen, when it was, and how that compares with the shortest path.
final class Signs {
    private static final int SCRAPE_SECONDS = 15;
    private static final int LINK_SECONDS = 300;

    private Signs() {}

    /// One row per piece of evidence, by when it could be seen first; what never could comes last.
    static List<Debrief.Seen> seen(Assembly run) {
        return run.scenario.evidence().stream()
                .map(evidence -> seen(run, evidence))
                .sorted(
                        Comparator.comparingInt(
                                row -> row.firstVisibleTick().orElse(Integer.MAX_VALUE)))
                .toList();
    }

    private static Debrief.Seen seen(Assembly run, Evidence evidence) {
        var visible = FirstVisible.of(run.team, evidence, run.faultTick, run.endTick);
        var seen = visible.isEmpty() ? visible : seenTick(run, evidence, visible.getAsInt());
        var gap = seen.isEmpty() ? seen : OptionalInt.of(seen.getAsInt() - visible.getAsInt());
        int at = visible.orElse(run.faultTick);
        return new Debrief.Seen(
                evidence.name(),
                evidence.signal(),
                new Link(
                        page(evidence.signal()),
                        evidence.signal() == Signal.CHANGE ? "" : evidence.query(),
                        at - LINK_SECONDS,
                        at + LINK_SECONDS),
                visible,
                seen,
                gap);
    }

    private static String page(Signal signal) {
        return switch (signal) {
            case METRIC -> "x/metrics";
            case LOG -> "x/logs";
            case TRACE -> "x/traces";
            case ALERT -> "alerts";
            case CHANGE -> "changes";
        };
    }

    /// The first view of that signal, at or after `visibleTick`, that holds the words of the sign; an
    /// acknowledgement counts as a view of its alert. When it could be seen is known to a scrape: between
    /// two of them a rate over minutes may show it already, so a view up to one scrape earlier counts as
    /// one at that tick.
    private static OptionalInt seenTick(Assembly run, Evidence evidence, int visibleTick) {
        var viewed =
                run.views.stream()
                        .filter(view -> view.signal() == evidence.signal())
                        .filter(view -> view.mentions(evidence.seenBy()))
                        .map(View::tick);
        var acknowledged =
                evidence.signal() == Signal.ALERT
                        ? Stream.ofNullable(run.state.acknowledged().get(evidence.query()))
                        : Stream.<Integer>empty();
        return Stream.concat(viewed, acknowledged)
                .mapToInt(Integer::intValue)
                .filter(tick -> tick > visibleTick - SCRAPE_SECONDS)
                .map(tick -> Math.max(tick, visibleTick))
                .min();
    }

    /// `metric, log and trace, all within 20 s`: the signals that showed it and how soon after each
    /// other.
    static String summary(List<Debrief.Seen> signs) {
        var kinds = new ArrayList<String>();
        int first = Integer.MAX_VALUE;
        int last = Integer.MIN_VALUE;
        for (var sign : signs) {
            var kind = sign.signal().name().toLowerCase(Locale.ROOT);
            boolean direct =
                    sign.signal() == Signal.METRIC
                            || sign.signal() == Signal.LOG
                            || sign.signal() == Signal.TRACE;
            if (direct && sign.firstVisibleTick().isPresent() && !kinds.contains(kind)) {
                kinds.add(kind);
                first = Math.min(first, sign.firstVisibleTick().getAsInt());
                last = Math.max(last, sign.firstVisibleTick().getAsInt());
            }
        }
        return switch (kinds.size()) {
            case 0 -> "no signal showed it";
            case 1 -> kinds.getFirst();
            default ->
                    String.join(", ", kinds.subList(0, kinds.size() - 1))
                            + " and "
                            + kinds.getLast()
                            + ", all within "
                            + (last - first)
                            + " s";
        };
    }

    /// The shortest path with this run's delay at each step.
    static List<Debrief.Step> path(Assembly run, List<Debrief.Seen> signs) {
        var steps = new ArrayList<Debrief.Step>();
        for (var step : run.scenario.shortestPath()) {
            int tick = run.outcome.detectableTick() + step.afterSeconds();
            var yours = yours(run, step, signs);
            steps.add(
                    new Debrief.Step(
                            step.kind(),
                            step.text(),
                            tick,
                            step.afterSeconds(),
                            yours,
                            yours.isEmpty() ? yours : OptionalInt.of(yours.getAsInt() - tick)));
        }
        return steps;
    }

    private static OptionalInt yours(Assembly run, PathStep step, List<Debrief.Seen> signs) {
        return switch (step.kind()) {
            case DECLARE ->
                    run.right()
                            .map(right -> OptionalInt.of(right.tick()))
                            .orElse(OptionalInt.empty());
            case ACT ->
                    run.mitigation()
                            .map(RunEvent::tick)
                            .map(OptionalInt::of)
                            .orElse(OptionalInt.empty());
            case METRIC, LOG, TRACE, ALERT, CHANGE ->
                    signs.stream()
                            .filter(sign -> sign.name().equals(step.evidence()))
                            .findFirst()
                            .map(Debrief.Seen::seenTick)
                            .orElse(OptionalInt.empty());
        };
    }
}
