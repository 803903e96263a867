// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.ProviderZones;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which of a third party's zones calls go to: any of those near the caller's region that it still uses,
/// all alike; see [ProviderZones]. Immutable, a part of [Holding].
public final class Zones {
    static final Zones ALL = new Zones(null);

    private static final int SALT = 0x20e5;

    /// Zones that are not used any more, a bit each, by party in a region; null: all are used.
    private final int @Nullable [] unused;

    private Zones(int @Nullable [] unused) {
        this.unused = unused;
    }

    /// The key under which a switch for a zone is kept.
    static String key(String party, String zone) {
        return "zone:" + party + "/" + zone;
    }

    /// As `switches` say, 0 for zones that are not used.
    static Zones of(World world, Map<String, Double> switches) {
        var unused = new int[world.thirdParties * world.regions];
        boolean any = false;
        for (int i = 0; i < unused.length; i++) {
            var party = world.estate.thirdParties().get(i / world.regions).name();
            var region = world.estate.regions().get(i % world.regions).name();
            for (int zone = 0; zone < ProviderZones.COUNT; zone++) {
                var key = key(party, ProviderZones.name(region, zone));
                if (switches.getOrDefault(key, 1.0) <= 0) {
                    unused[i] |= 1 << zone;
                    any = true;
                }
            }
        }
        return any ? new Zones(unused) : ALL;
    }

    private int unused(World world, int party, int region) {
        int bits = unused == null ? 0 : unused[party * world.regions + region];
        return Integer.bitCount(bits) == ProviderZones.COUNT ? 0 : bits; // somewhere it must go
    }

    /// The zone, from 0, that a call of a request goes to.
    public int pick(World world, int party, int region, long requestHash, long code) {
        int bits = unused(world, party, region);
        int left = ProviderZones.COUNT - Integer.bitCount(bits);
        int nth = Rng.below(Rng.hash(requestHash, code, SALT), left);
        for (int zone = 0; ; zone++) {
            if ((bits & 1 << zone) == 0 && nth-- == 0) {
                return zone;
            }
        }
    }

    /// The share of calls from a region that go to `place`, one of its zones.
    double share(World world, int party, int region, String place) {
        int bits = unused(world, party, region);
        var name = world.estate.regions().get(region).name();
        for (int zone = 0; zone < ProviderZones.COUNT; zone++) {
            if (ProviderZones.is(place, name, zone) && (bits & 1 << zone) == 0) {
                return 1.0 / (ProviderZones.COUNT - Integer.bitCount(bits));
            }
        }
        return 0;
    }
}
