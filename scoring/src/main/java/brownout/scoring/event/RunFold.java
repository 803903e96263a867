// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

import brownout.scenarios.Scenario;
import brownout.scenarios.Severity;
import brownout.scoring.rubric.Verdict;
import brownout.simulator.fault.Scheduled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Collects a [RunState] event by event.
final class RunFold {
    private static final int FIRST_LOCK_SECONDS = 30;
    private static final int LONGEST_LOCK_SECONDS = 240;

    private final Scenario scenario;
    private Optional<EventBody.Started> started = Optional.empty();
    private final List<Scheduled> effects = new ArrayList<>();
    private final List<RunState.Pin> pins = new ArrayList<>();
    private final List<RunState.Declaration> declarations = new ArrayList<>();
    private final List<RunState.Hint> hints = new ArrayList<>();
    private final List<RunState.Update> updates = new ArrayList<>();
    private final List<RunState.Reply> replies = new ArrayList<>();
    private Optional<Severity> severity = Optional.empty();
    private List<String> affected = List.of();
    private final Map<String, Integer> acknowledged = new TreeMap<>();
    private OptionalInt noticedTick = OptionalInt.empty();
    private OptionalInt severityTick = OptionalInt.empty();
    private long offsetMillis;
    private long pausedAtMillis;
    private boolean paused;
    private OptionalInt closedTick = OptionalInt.empty();
    private boolean expired;
    private Optional<EventBody.Scored> scored = Optional.empty();

    RunFold(Scenario scenario) {
        this.scenario = scenario;
    }

    void add(RunEvent event) {
        int tick = event.tick();
        switch (event.body()) {
            case EventBody.Started body -> started = Optional.of(body);
            case EventBody.Acted body ->
                    effects.add(new Scheduled(tick, body.effect(), event.actor()));
            case EventBody.Acknowledged body -> {
                acknowledged.putIfAbsent(body.alertname(), tick);
                noticedTick = first(noticedTick, tick);
            }
            case EventBody.SeveritySet body -> {
                severity = Optional.of(body.severity());
                affected = body.affected();
                severityTick = first(severityTick, tick);
                noticedTick = first(noticedTick, tick);
            }
            case EventBody.Pinned body -> pins.add(new RunState.Pin(tick, event.actor(), body));
            case EventBody.Declared body -> declarations.add(declaration(event, body));
            case EventBody.UpdatePosted body ->
                    updates.add(new RunState.Update(tick, event.actor(), body));
            case EventBody.Replied body ->
                    replies.add(new RunState.Reply(tick, event.actor(), body.toTick()));
            case EventBody.HintTaken body ->
                    hints.add(new RunState.Hint(body.rung(), tick, event.actor()));
            case EventBody.Warped body -> offsetMillis -= (body.toTick() - tick) * 1000L;
            case EventBody.Paused _ -> pause(event.wallMillis());
            case EventBody.Resumed _ -> resume(event.wallMillis());
            case EventBody.Finished _ -> closedTick = first(closedTick, tick);
            case EventBody.Expired _ -> {
                expired = closedTick.isEmpty();
                closedTick = first(closedTick, tick);
            }
            case EventBody.Scored body -> scored = Optional.of(body);
            case EventBody.RoleTaken _,
                    EventBody.Noted _,
                    EventBody.Messaged _,
                    EventBody.StatusPageUpdated _ -> {}
        }
    }

    private RunState.Declaration declaration(RunEvent event, EventBody.Declared body) {
        long seed = started.map(EventBody.Started::seed).orElse(0L);
        boolean correct = Verdict.of(body, scenario, seed).correct();
        long wrongBefore =
                declarations.stream().filter(declaration -> !declaration.correct()).count();
        return new RunState.Declaration(
                declarations.size() + 1,
                event.tick(),
                event.actor(),
                body,
                correct,
                correct ? event.tick() : event.tick() + lockSeconds(wrongBefore));
    }

    /// 30 s for the first wrong one, doubling to 240 s.
    private static int lockSeconds(long wrongBefore) {
        return Math.min(LONGEST_LOCK_SECONDS, FIRST_LOCK_SECONDS << Math.min(wrongBefore, 8));
    }

    private void pause(long wallMillis) {
        if (!paused) {
            paused = true;
            pausedAtMillis = wallMillis;
        }
    }

    private void resume(long wallMillis) {
        if (paused) {
            paused = false;
            offsetMillis += wallMillis - pausedAtMillis;
        }
    }

    private static OptionalInt first(OptionalInt known, int tick) {
        return known.isPresent() ? known : OptionalInt.of(tick);
    }

    RunState state() {
        return new RunState(
                started,
                effects,
                pins,
                declarations,
                hints,
                updates,
                replies,
                severity,
                affected,
                acknowledged,
                noticedTick,
                severityTick,
                offsetMillis,
                paused,
                closedTick,
                expired,
                scored);
    }
}
