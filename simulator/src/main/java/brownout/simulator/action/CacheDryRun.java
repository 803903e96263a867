// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Inventory;
import brownout.simulator.fault.CacheEffect;
import java.util.ArrayList;
import java.util.List;

/// What an effect on a cache would do.
final class CacheDryRun {
    private static final String FILLS = "reads miss until it has filled again, which takes minutes";
    private static final String BEHIND = "what is behind it gets the reads that miss";

    private CacheDryRun() {}

    static Preview of(CacheEffect effect, Inventory inventory) {
        var cache = effect.cache();
        var what = cache + (effect.region().isEmpty() ? "" : " in " + effect.region());
        var now = inventory.caches(cache, effect.region());
        return switch (effect) {
            case CacheEffect.Flush _ ->
                    preview("Flush " + what, keys(now), "every key is deleted", FILLS, BEHIND);
            case CacheEffect.Restart restart ->
                    preview(
                            "Restart " + what,
                            keys(now),
                            "refuses connections for about " + restart.downSeconds() + " s",
                            "comes back empty: " + FILLS,
                            BEHIND);
            case CacheEffect.Memory memory ->
                    preview(
                                    "Set maxmemory of "
                                            + what
                                            + " to "
                                            + mebibytes(memory)
                                            + " MiB",
                                    limits(now, memory),
                                    "what does not fit any more is evicted as its policy says",
                                    "nothing is restarted")
                            .growing(growth(now, memory));
            case CacheEffect.Policy policy ->
                    preview(
                            "Set maxmemory-policy of " + what + " to " + policy.policy(),
                            policies(now, policy.policy()),
                            policy.policy().equals("noeviction")
                                    ? "when it is full, writes are refused"
                                    : "when it is full, keys are evicted to make room",
                            "nothing is restarted");
            case CacheEffect.Expiry expiry ->
                    expiry.expireShare() > 0
                            ? preview("Keys of " + what + " expire together", List.of())
                            : preview(
                                    "Spread the expiry of keys in " + what,
                                    List.of(),
                                    "each time to live varies by a tenth from now on");
            case CacheEffect.LocalCopies copies ->
                    preview(
                            "Turn local copies of " + what + (copies.on() ? " on" : " off"),
                            List.of(),
                            "clients keep the hottest keys for a second",
                            "what they read may be that old");
            case CacheEffect.RotatePassword _ ->
                    preview(
                            "Give " + what + " a new password",
                            List.of(),
                            "its clients read it before the old one ends",
                            "what is in the cache stays");
            case CacheEffect.Grow grow ->
                    preview(what + " grows by " + grow.bytesPerSecond() + " bytes/s", List.of());
            case CacheEffect.HotKey _ -> preview("A key of " + what + " is hot", List.of());
            case CacheEffect.Busy _ -> preview(what + " is busy", List.of());
        };
    }

    private static long mebibytes(CacheEffect.Memory memory) {
        return memory.limitBytes() >> 20;
    }

    private static List<String> keys(List<Inventory.Cache> now) {
        return now.stream().map(c -> c.region() + ": " + c.keys() + " keys now").toList();
    }

    private static List<String> limits(List<Inventory.Cache> now, CacheEffect.Memory memory) {
        return now.stream()
                .map(c ->
                        c.region()
                                + ": "
                                + c.limitMebibytes()
                                + " MiB -> "
                                + mebibytes(memory)
                                + " MiB, "
                                + c.usedMebibytes()
                                + " MiB in use")
                .toList();
    }

    private static double growth(List<Inventory.Cache> now, CacheEffect.Memory memory) {
        return now.stream()
                .mapToDouble(c -> (double) mebibytes(memory) / Math.max(1, c.limitMebibytes()))
                .max()
                .orElse(1);
    }

    private static List<String> policies(List<Inventory.Cache> now, String policy) {
        return now.stream().map(c -> c.region() + ": " + c.policy() + " -> " + policy).toList();
    }

    private static Preview preview(String summary, List<String> facts, String... more) {
        var lines = new ArrayList<>(facts);
        lines.addAll(List.of(more));
        return new Preview(summary, lines, 0, 1);
    }
}
