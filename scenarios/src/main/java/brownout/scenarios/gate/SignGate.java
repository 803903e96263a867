// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.query.promql.PromQl;
import brownout.query.promql.Value;
import brownout.scenarios.Evidence;
import brownout.scenarios.Herring;
import brownout.scenarios.Signal;
import brownout.scenarios.world.FirstVisible;
import brownout.scenarios.world.RunWorld;
import java.util.OptionalInt;

/// The signs of the fault can be seen in time and only then, and what looks guilty can be cleared.
final class SignGate {
    private static final int BEFORE_SECONDS = 600;
    private static final int SOON_SECONDS = 180;
    private static final int[] CLEARED_AFTER_SECONDS = {60, 180, 360};

    private SignGate() {}

    static Finding visible(Trial trial, int index, Evidence evidence) {
        var seen =
                FirstVisible.of(
                        trial.idle, evidence, trial.faultTick, trial.toldTick + SOON_SECONDS);
        boolean early = isOngoing(evidence.signal()) && before(trial, evidence).isPresent();
        return new Finding(
                Gate.SIGN,
                index,
                evidence.name(),
                seen.isPresent() && !early,
                (seen.isPresent()
                                ? seen.getAsInt() - trial.faultTick + " s after the fault"
                                : "not visible three minutes after people are told")
                        + (early ? ", and before it too: " + before(trial, evidence) : ""));
    }

    private static boolean isOngoing(Signal signal) {
        return switch (signal) {
            case METRIC, LOG, TRACE -> true;
            case ALERT, CHANGE -> false;
        };
    }

    private static OptionalInt before(Trial trial, Evidence evidence) {
        return FirstVisible.of(
                trial.idle, evidence, trial.faultTick - BEFORE_SECONDS, trial.faultTick);
    }

    static Finding cleared(Trial trial, int index, Herring herring) {
        var text = new StringBuilder();
        boolean refuted = true;
        for (int after : CLEARED_AFTER_SECONDS) {
            int count = results(trial, herring.query(), trial.toldTick + after);
            refuted &= (count > 0) == (herring.expect() == Herring.Expect.SOMETHING);
            text.append(text.isEmpty() ? "" : ", ").append(count).append(" results after ");
            text.append(after).append(" s");
        }
        return new Finding(Gate.HERRING, index, herring.name(), refuted, text.toString());
    }

    /// How long after the fault the first sign of a kind shows that names a true component; empty where
    /// none does in time.
    static OptionalInt pointsAfterSeconds(Trial trial, Signal signal) {
        return trial.scenario.evidence().stream()
                .filter(sign -> sign.signal() == signal && trial.isTrueComponent(sign.query()))
                .map(sign ->
                        FirstVisible.of(
                                trial.idle, sign, trial.faultTick, trial.toldTick + SOON_SECONDS))
                .flatMapToInt(OptionalInt::stream)
                .map(tick -> tick - trial.faultTick)
                .min();
    }

    static Finding points(Trial trial) {
        var text = new StringBuilder();
        for (var signal : Signal.values()) {
            var after = pointsAfterSeconds(trial, signal);
            if (isOngoing(signal) && after.isPresent()) {
                text.append(text.isEmpty() ? "" : ", ").append(signal).append(" after ");
                text.append(after.getAsInt()).append(" s");
            }
        }
        return new Finding(
                Gate.POINTS,
                !text.isEmpty() || !trial.hurts(),
                text.isEmpty() ? "none" : text.toString());
    }

    private static int results(Trial trial, String query, int tick) {
        var result =
                PromQl.instant(
                        trial.idle.at(tick).metrics(),
                        PromQl.parse(query),
                        RunWorld.millis(tick),
                        PromQl.Options.DEFAULT);
        return result.value() instanceof Value.Vector vector ? vector.samples().size() : 1;
    }
}
