// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

import brownout.scenarios.ChangeRef;
import brownout.scenarios.Edge;
import brownout.scenarios.Mechanism;
import brownout.scenarios.Severity;
import brownout.scenarios.Signal;
import brownout.simulator.fault.Effect;
import java.util.List;

/// What happened in a run. Field for field the JSON of the event; enum constants are written in lower
/// case, except severities.
public sealed interface EventBody {
    /// The name in JSON and storage, such as `status_page_updated`.
    default String kind() {
        return EventCodec.kindOf(this);
    }

    /// A run began. Pins everything its world is a function of. `historySeconds` is the length of the
    /// past before t0, [brownout.simulator.engine.Timeline#HISTORY_SECONDS] in logs that do not say;
    /// `runKeyHex` is 32 hex digits; `startTick` the tick of the start after t0, 0..59.
    record Started(
            String drill,
            String scenarioDigest,
            String estateDigest,
            String rulesDigest,
            String engineVersion,
            long seed,
            long historySeed,
            int historySeconds,
            long t0Seconds,
            int startTick,
            String runKeyHex)
            implements EventBody {}

    /// Somebody acted. The resolved `effect` is what a replay applies, at the start of the event's
    /// tick; `line` is as typed; `growth` as in [brownout.simulator.action.Preview].
    record Acted(String line, Effect effect, String summary, double growth) implements EventBody {}

    /// Somebody took notice of an alert.
    record Acknowledged(String alertname, String fingerprint) implements EventBody {}

    /// Somebody said how bad it is, and which services are affected (may be empty).
    record SeveritySet(Severity severity, List<String> affected) implements EventBody {
        public SeveritySet {
            affected = List.copyOf(affected);
        }
    }

    /// The actor is now `commander`, `communications`, `operations` or `scribe`.
    record RoleTaken(String role) implements EventBody {}

    /// A view kept as evidence; `id` is chosen by the client and unique in the run. `atTick` is the
    /// instant of the data, not of the click; `snapshot` may be empty.
    record Pinned(
            String id,
            String url,
            String title,
            Signal signal,
            int fromTick,
            int toTick,
            int atTick,
            String snapshot)
            implements EventBody {}

    record Noted(String text) implements EventBody {}

    record Messaged(String text) implements EventBody {}

    record StatusPageUpdated(String state, String text) implements EventBody {}

    /// Others were told how things stand: colleagues (`internal`) or customers (`external`). Each of
    /// `impact`, `scope` and `action` may be empty, but not all of them; the next update is promised in
    /// `nextMinutes`, 0 where nothing is promised.
    record UpdatePosted(
            String audience, String impact, String scope, String action, int nextMinutes)
            implements EventBody {}

    /// An answer to what was said in the channel at `toTick`.
    record Replied(int toTick, String text) implements EventBody {}

    /// Somebody asked for the next rung of the drill's hints, counted from 1.
    record HintTaken(int rung) implements EventBody {}

    /// The root cause as somebody sees it. `evidence` are pin ids, at least one; `trigger` is
    /// written as [ChangeRef#toString]; `confidence` is 0..100. No component and
    /// [Mechanism#NOTHING] say that nothing is wrong.
    record Declared(
            List<String> components,
            Mechanism mechanism,
            ChangeRef trigger,
            int startTick,
            List<Edge> path,
            List<String> evidence,
            String sentence,
            int confidence)
            implements EventBody {
        public Declared {
            components = List.copyOf(components);
            path = List.copyOf(path);
            evidence = List.copyOf(evidence);
        }
    }

    /// The clock was moved forward to `toTick`.
    record Warped(int toTick) implements EventBody {}

    record Paused() implements EventBody {}

    record Resumed() implements EventBody {}

    /// The people ended the run.
    record Finished() implements EventBody {}

    /// Time ran out.
    record Expired() implements EventBody {}

    /// The result, kept so that a later version cannot change it. `total` is 0..100.
    record Scored(double total, String digest) implements EventBody {}
}
