// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.Worlds;
import brownout.simulator.estate.ProviderZones;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ZonesTest {
    private static final World WORLD = new World(Worlds.LARKSPUR);
    private static final int CALLS = 30_000;

    private static String zone(int zone) {
        return ProviderZones.name(WORLD.estate.regions().getFirst().name(), zone);
    }

    private static Zones drained(int... zones) {
        var switches = new TreeMap<String, Double>();
        var party = WORLD.estate.thirdParties().getFirst().name();
        for (int zone : zones) {
            switches.put(Zones.key(party, zone(zone)), 0.0);
        }
        return Zones.of(WORLD, switches);
    }

    private static int[] picked(Zones zones) {
        var counts = new int[ProviderZones.COUNT];
        for (int call = 0; call < CALLS; call++) {
            counts[zones.pick(WORLD, 0, 0, Rng.hash(7, call), 3)]++;
        }
        return counts;
    }

    @Test
    void callsGoToAllZonesAlike() {
        for (int count : picked(Zones.of(WORLD, Map.of()))) {
            assertEquals(CALLS / 3.0, count, 500);
        }
    }

    @Test
    void nobodyGoesToADrainedZoneWhileThereIsAnother() {
        var counts = picked(drained(1));
        assertEquals(0, counts[1]);
        assertEquals(CALLS / 2.0, counts[0], 500);
        assertEquals(0, picked(drained(0, 2))[0]);
        assertTrue(picked(drained(0, 1, 2))[0] > 0, "somewhere calls must go");
    }

    /// The mean request's view is that of single requests.
    @Test
    void sharesAreThoseOfWhatIsPicked() {
        for (var zones : new Zones[] {drained(), drained(1), drained(0, 2), drained(0, 1, 2)}) {
            var counts = picked(zones);
            for (int zone = 0; zone < ProviderZones.COUNT; zone++) {
                double share = zones.share(WORLD, 0, 0, zone(zone));
                assertEquals(share, (double) counts[zone] / CALLS, 0.02);
            }
            assertEquals(0, zones.share(WORLD, 0, 0, "elsewhere-1a"));
        }
    }
}
