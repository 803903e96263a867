// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.TraceId;
import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Rng;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final long SEED = 20261124;

    private final Ids ids = new Ids(new RunKey(SEED, 7));

    @Test
    void decodeUndoesEncode() {
        for (int i = 0; i < 100_000; i++) {
            long hash = Rng.hash(SEED, i);
            long coordinate =
                    Coordinate.pack(
                            Rng.below(hash, 2_000_000) - 1_000_000,
                            Rng.below(Rng.mix(hash), 16),
                            Rng.below(Rng.mix(hash + 1), 64),
                            Rng.below(Rng.mix(hash + 2), 65536));
            var id = ids.trace(coordinate);
            assertNotEquals('0', id.hex().charAt(0), "seed " + SEED + ", i " + i);
            assertEquals(coordinate, ids.coordinate(id).orElse(-1), "seed " + SEED + ", i " + i);
        }
    }

    @Test
    void randomIdsAndOtherRunsIdsMeanNothing() {
        var other = new Ids(new RunKey(SEED, 8));
        for (int i = 0; i < 100_000; i++) {
            var random = new TraceId(Rng.hash(SEED, i, 1), Rng.hash(SEED, i, 2));
            assertTrue(ids.coordinate(random).isEmpty(), "seed " + SEED + ", i " + i);
            var foreign = other.trace(Coordinate.pack(i, 0, 0, 0));
            assertTrue(ids.coordinate(foreign).isEmpty(), "seed " + SEED + ", i " + i);
        }
    }

    @Test
    void spanIdsAreUniqueInATraceAndNeverZero() {
        var seen = new HashSet<Long>();
        for (int code = 0; code < 50_000; code++) {
            long id = ids.span(SEED, code);
            assertNotEquals(0, id);
            assertTrue(seen.add(id));
        }
    }
}
