// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import brownout.scenarios.Scenario;
import brownout.scenarios.world.RunWorld;
import brownout.scenarios.world.Worlds;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A run without a server and without people: nobody acts in it. The same drill, seed and start give
/// the same bytes, trace ids too. `startMillis` is where the run begins: before it lies its history.
public record LocalRun(RunWorld world, long t0Seconds, int startTick, RunKey key) {

    /// A run that begins at `startMillis`, floored to a second.
    public static LocalRun of(Worlds worlds, Scenario scenario, long seed, long startMillis) {
        long start = Math.floorDiv(startMillis, 1000L);
        long t0 = Math.floorDiv(start, 60L) * 60;
        return new LocalRun(
                worlds.base(scenario, seed),
                t0,
                (int) (start - t0),
                key(scenario.drill().slug() + "@" + seed + "@" + start));
    }

    /// Ids need no secret here, since whoever has them has everything; they must only be the same in
    /// all three signals, which may be exported one by one.
    private static RunKey key(String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var bytes = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
            return new RunKey(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public long startMillis() {
        return (t0Seconds + startTick) * 1000;
    }

    /// The earliest instant there is anything to see.
    public long firstMillis() {
        return (t0Seconds + world.timeline().snapshot().firstTick) * 1000;
    }

    /// All signals as seen at an instant (floored to a second), closing ticks up to there.
    public Telemetry at(long millis) {
        return world.at((int) (Math.floorDiv(millis, 1000L) - t0Seconds - 1), t0Seconds, key);
    }
}
