// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

import brownout.scenarios.Scenario;
import brownout.scenarios.Severity;
import brownout.simulator.fault.Scheduled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What a run's log amounts to so far: a pure fold.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public record RunState(
        Optional<EventBody.Started> started,
        List<Scheduled> effects,
        List<Pin> pins,
        List<Declaration> declarations,
        Optional<Severity> severity,
        List<String> affected,
        Map<String, Integer> acknowledged,
        OptionalInt acknowledgedTick,
        OptionalInt severityTick,
        int offsetSeconds,
        boolean paused,
        OptionalInt closedTick,
        boolean expired,
        Optional<EventBody.Scored> scored) {
    public RunState {
        effects = List.copyOf(effects);
        pins = List.copyOf(pins);
        declarations = List.copyOf(declarations);
        affected = List.copyOf(affected);
        acknowledged = Map.copyOf(acknowledged);
    }

    /// A kept view and who kept it when.
    public record Pin(int tick, String actor, EventBody.Pinned pinned) {}

    /// One declaration, its number from 1, and whether it names the cause; from `tick` to
    /// `lockedUntilTick` (exclusive) no other is taken.
    public record Declaration(
            int number,
            int tick,
            String actor,
            EventBody.Declared declared,
            boolean correct,
            int lockedUntilTick) {}

    public static RunState of(List<RunEvent> events, Scenario scenario) {
        throw new UnsupportedOperationException(events.toString() + scenario.id());
    }

    public boolean closed() {
        return closedTick.isPresent();
    }
}
