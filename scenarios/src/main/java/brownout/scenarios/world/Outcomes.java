// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import brownout.query.alerting.Alert;
import brownout.scenarios.PathStep;
import brownout.scenarios.Scenario;
import java.util.OptionalInt;

/// How a scenario and seed would have gone: with nobody there, and with the reference fix. Both are
/// really run; results are kept for a while. Safe for use by several threads.
public final class Outcomes {
    private static final int KEPT = 64;
    private static final int LOOK_SECONDS = 60;

    private final Worlds worlds;
    private final Kept<Key, Outcome> recent = new Kept<>(KEPT);

    /// What an outcome is a function of, besides estate and rules.
    private record Key(
            String scenarioDigest, long seed, int historySeconds, int startTick, int toTick) {}

    public Outcomes(Worlds worlds) {
        this.worlds = worlds;
    }

    public Worlds worlds() {
        return worlds;
    }

    /// The outcome after a history of `historySeconds`, up to `toTick` (exclusive, floored to a
    /// scrape); the measures begin at the fault.
    public Outcome of(Scenario scenario, long seed, int historySeconds, int startTick, int toTick) {
        return recent.get(
                new Key(scenario.digest(), seed, historySeconds, startTick, toTick),
                key -> run(scenario, key));
    }

    private Outcome run(Scenario scenario, Key key) {
        var idle = worlds.base(scenario, key.seed(), key.historySeconds());
        int faultTick = scenario.faultTick(key.seed());
        var alertTick = alertTick(idle, key.startTick(), key.toTick());
        int detectableTick =
                alertTick.orElse(scenario.firstMessage(key.startTick()).orElse(key.toTick()));
        int oracleTick = detectableTick + fixAfterSeconds(scenario);
        var oracle =
                oracleTick < key.toTick()
                        ? idle.act(oracleTick, scenario.reference(), "reference").felt()
                        : idle.felt();
        return new Outcome(
                detectableTick,
                alertTick.isPresent(),
                oracleTick,
                measure(idle.felt(), scenario, faultTick, key.toTick()),
                measure(oracle, scenario, faultTick, key.toTick()));
    }

    private static Impact measure(RunWorld world, Scenario scenario, int from, int to) {
        return Impact.measure(world.timeline(), scenario.objective(), from, to);
    }

    private static OptionalInt alertTick(RunWorld idle, int startTick, int toTick) {
        for (int tick = idle.faultTick(); tick < toTick; tick += LOOK_SECONDS) {
            int end = Math.min(tick + LOOK_SECONDS, toTick);
            var first =
                    idle.at(end - 1).alertTransitions(tick, end).stream()
                            .filter(each -> each.alert().state() == Alert.State.FIRING)
                            .mapToInt(each -> Math.max(startTick, each.tick()))
                            .min();
            if (first.isPresent()) {
                return first;
            }
        }
        return OptionalInt.empty();
    }

    /// The reference acts when the shortest path has got to its last action.
    private static int fixAfterSeconds(Scenario scenario) {
        return scenario.shortestPath().stream()
                .filter(step -> step.kind() == PathStep.Kind.ACT)
                .mapToInt(PathStep::afterSeconds)
                .max()
                .orElse(0);
    }

    /// `detectableTick` is when a person who starts at `startTick` can know of it: `byAlert`, when the
    /// first fires, else by the first message, else `toTick`. `oracleTick` is when the reference fix is
    /// applied.
    public record Outcome(
            int detectableTick, boolean byAlert, int oracleTick, Impact idle, Impact oracle) {}
}
