// SPDX-License-Identifier: Apache-2.0
package brownout.simulator;

import brownout.simulator.engine.Rng;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Worlds for tests: Larkspur's history, made once, and random things that happen to it.
public final class Worlds {
    public static final Estate LARKSPUR = EstateFile.builtin("larkspur");
    public static final long HISTORY_SEED = 42;
    public static final Effect BAD_DEPLOY =
            new Effect.Deploy("payment-api", "1.18.0", Map.of("DB_POOL_SIZE", "5"));

    private static final Timeline HISTORY =
            Timeline.history(LARKSPUR, RuleStage.NONE, HISTORY_SEED);

    private Worlds() {}

    /// The shared history, closed up to `tick`. Fork it; others read it too.
    public static Timeline history(int tick) {
        HISTORY.advanceTo(tick);
        return HISTORY;
    }

    /// Some effects between `from` (inclusive) and `to`, by `seed`.
    public static List<Scheduled> randomEffects(long seed, int from, int to) {
        var effects = new ArrayList<Scheduled>();
        int count = 2 + Rng.below(Rng.hash(seed, 1), 4);
        for (int i = 0; i < count; i++) {
            int tick = from + Rng.below(Rng.hash(seed, 2, i), to - from);
            effects.add(new Scheduled(tick, randomEffect(Rng.hash(seed, 3, i)), "tester"));
        }
        return effects;
    }

    private static Effect randomEffect(long seed) {
        var services = LARKSPUR.serviceNames();
        var service = services.get(Rng.below(Rng.hash(seed, 1), services.size()));
        var region = LARKSPUR.regionNames().get(Rng.below(Rng.hash(seed, 2), 2));
        return switch (Rng.below(Rng.hash(seed, 3), 8)) {
            case 0 -> BAD_DEPLOY;
            case 1 -> new Effect.Restart(service, region);
            case 2 -> new Effect.Restart(service, "");
            case 3 -> new Effect.Scale(service, region, 1 + Rng.below(Rng.hash(seed, 4), 6));
            case 4 -> new Effect.ResizePool("payment-api", "payments-db", 3);
            case 5 -> new Effect.Slow("payment-processor", 12);
            case 6 -> new Effect.Slow("catalog-db", 6);
            default -> new Effect.Traffic(1.8);
        };
    }
}
