// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.routing.Silence;
import brownout.query.routing.Silences;
import brownout.query.syntax.QueryError;
import brownout.simulator.fault.RoutingEffect;
import java.util.List;
import java.util.UUID;

/// What people do with silences. Times are of the rules' own calendar, see [RuleStage].
public final class SilenceChanges {
    /// The start of tick 0.
    public static final long T0_MILLIS = RuleStage.EPOCH_SECONDS * 1000;

    private SilenceChanges() {}

    /// `silences` after `effect` of `actor` at `nowMillis`; what can no longer be done then, such as
    /// changing one that is not there, changes nothing.
    public static List<Silence> after(
            RoutingEffect effect, List<Silence> silences, String actor, long nowMillis) {
        return switch (effect) {
            case RoutingEffect.Silence(var matchers, var overSeconds) -> {
                var draft =
                        new Silence(
                                "",
                                RoutingChanges.sorted(matchers),
                                nowMillis,
                                nowMillis + overSeconds * 1000,
                                nowMillis,
                                actor,
                                "");
                var id = id(nowMillis, silences.size());
                yield Silences.set(silences, draft, nowMillis, id).silences();
            }
            case RoutingEffect.ExpireSilence(var matchers) -> {
                var left = silences;
                for (var silence : silences) {
                    if (silence.matchers().equals(RoutingChanges.sorted(matchers))) {
                        left = Silences.expire(left, silence.id(), nowMillis);
                    }
                }
                yield left;
            }
            case RoutingEffect.SetSilence set -> {
                try {
                    yield set(silences, set, nowMillis).silences();
                } catch (QueryError tooLate) {
                    yield silences;
                }
            }
            case RoutingEffect.EndSilence(var id) ->
                    Silences.find(silences, id).isEmpty()
                            ? silences
                            : Silences.expire(silences, id, nowMillis);
            default -> silences;
        };
    }

    /// What setting a silence comes to, its id among it. Throws [QueryError] as [Silences#set].
    public static Silences.Change set(
            List<Silence> silences, RoutingEffect.SetSilence set, long nowMillis) {
        var draft =
                new Silence(
                        set.replaces(),
                        RoutingChanges.sorted(set.matchers()),
                        T0_MILLIS + set.startMillis(),
                        T0_MILLIS + set.endMillis(),
                        nowMillis,
                        set.createdBy(),
                        set.comment());
        return Silences.set(silences, draft, nowMillis, set.id());
    }

    /// A version 4 UUID that no other silence of this timeline has.
    private static String id(long nowMillis, int number) {
        long high = (Rng.hash(nowMillis, number, 0x51e4ce) & ~0xf000L) | 0x4000L;
        long low = (Rng.hash(number, nowMillis, 0x51e4ce) >>> 2) | (1L << 63);
        return new UUID(high, low).toString();
    }
}
