// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.CacheEffect;
import java.util.Optional;

/// What the change feed says of what people did to a cache; nothing where nobody would announce it.
final class CacheChanges {
    private CacheChanges() {}

    static Optional<ChangeRow> row(CacheEffect effect, String actor, int tick) {
        var what = effect.cache() + (effect.region().isEmpty() ? "" : " in " + effect.region());
        return switch (effect) {
            case CacheEffect.Flush _ ->
                    row(effect, actor, tick, "flush", "Flushed " + what, "every key was deleted");
            case CacheEffect.Restart restart ->
                    row(
                            effect,
                            actor,
                            tick,
                            "restart",
                            "Restarted " + what,
                            "down for about " + restart.downSeconds() + " s, then empty");
            case CacheEffect.Memory memory ->
                    row(
                            effect,
                            actor,
                            tick,
                            "config",
                            "Set maxmemory of " + what + " to " + mebibytes(memory) + " MiB",
                            "effective at once, no restart");
            case CacheEffect.Policy policy ->
                    row(
                            effect,
                            actor,
                            tick,
                            "config",
                            "Set maxmemory-policy of " + what + " to " + policy.policy(),
                            "effective at once, no restart");
            case CacheEffect.Expiry expiry ->
                    expiry.expireShare() > 0
                            ? Optional.empty()
                            : row(
                                    effect,
                                    actor,
                                    tick,
                                    "config",
                                    "Spread the expiry of keys in " + what,
                                    "each time to live varies by a tenth");
            case CacheEffect.LocalCopies copies ->
                    row(
                            effect,
                            actor,
                            tick,
                            "config",
                            "Turned local copies of " + what + (copies.on() ? " on" : " off"),
                            "clients keep the hottest keys for a second");
            case CacheEffect.RotatePassword _ ->
                    row(
                            effect,
                            actor,
                            tick,
                            "secret",
                            "Rotated the password of " + what,
                            "its clients have read it");
            case CacheEffect.Grow _, CacheEffect.HotKey _, CacheEffect.Busy _ -> Optional.empty();
        };
    }

    private static long mebibytes(CacheEffect.Memory memory) {
        return memory.limitBytes() >> 20;
    }

    private static Optional<ChangeRow> row(
            CacheEffect effect,
            String actor,
            int tick,
            String kind,
            String summary,
            String detail) {
        return Optional.of(new ChangeRow(tick, kind, effect.cache(), actor, summary, detail));
    }
}
