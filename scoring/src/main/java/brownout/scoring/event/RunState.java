// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

import brownout.scenarios.Scenario;
import brownout.scenarios.Severity;
import brownout.simulator.fault.Scheduled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a run's log amounts to so far: a pure fold. `acknowledged` has the tick of the first
/// acknowledgement per alert name, `severity` and `affected` are the latest said. `noticedTick` is when
/// somebody first acknowledged an alert or said how bad it is, which is all one can do where no alert
/// fires. `offsetMillis` is wall time minus world time, without a pause that still lasts.
public record RunState(
        Optional<EventBody.Started> started,
        List<Scheduled> effects,
        List<Pin> pins,
        List<Declaration> declarations,
        List<Hint> hints,
        List<Update> updates,
        List<Reply> replies,
        Optional<Severity> severity,
        List<String> affected,
        Map<String, Integer> acknowledged,
        OptionalInt noticedTick,
        OptionalInt severityTick,
        long offsetMillis,
        boolean paused,
        OptionalInt closedTick,
        boolean expired,
        Optional<EventBody.Scored> scored) {
    public RunState {
        effects = List.copyOf(effects);
        pins = List.copyOf(pins);
        declarations = List.copyOf(declarations);
        hints = List.copyOf(hints);
        updates = List.copyOf(updates);
        replies = List.copyOf(replies);
        affected = List.copyOf(affected);
        acknowledged = Map.copyOf(acknowledged);
    }

    /// A kept view and who kept it when.
    public record Pin(int tick, String actor, EventBody.Pinned pinned) {}

    /// How things stood, as told to others.
    public record Update(int tick, String actor, EventBody.UpdatePosted posted) {}

    /// An answer to what was said at `toTick`.
    public record Reply(int tick, String actor, int toTick) {}

    /// A hint that was taken, its rung from 1.
    public record Hint(int rung, int tick, String actor) {}

    /// One declaration, its number from 1, and whether it names the cause; from `tick` to
    /// `lockedUntilTick` (exclusive) no other is taken.
    public record Declaration(
            int number,
            int tick,
            String actor,
            EventBody.Declared declared,
            boolean correct,
            int lockedUntilTick) {}

    /// The state after `events`, which are in order of their stream.
    public static RunState of(List<RunEvent> events, Scenario scenario) {
        var fold = new RunFold(scenario);
        events.forEach(fold::add);
        return fold.state();
    }

    public boolean closed() {
        return closedTick.isPresent();
    }

    /// No declaration is taken before this tick (0 where none was wrong).
    public int lockedUntilTick() {
        return declarations.isEmpty() ? 0 : declarations.getLast().lockedUntilTick();
    }

    public Set<String> pinIds() {
        return pins.stream().map(pin -> pin.pinned().id()).collect(Collectors.toSet());
    }

    /// Acknowledgements in order of alert name.
    public Map<String, Integer> acknowledgedByName() {
        return new TreeMap<>(acknowledged);
    }
}
