// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.alerting.RecordingRule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// One number for everything that a stretch of a timeline recorded.
final class Digest {
    private Digest() {}

    /// SHA-256 over the ticks' digests, which cover their frames and every span that ended, the
    /// scrapes' counters, the alerts that changed, what rules recorded and what was told of alerts, for
    /// ticks in `[from, to)`.
    static String of(Snapshot snapshot, int from, int to) {
        if (!snapshot.has(from) || !snapshot.has(to - 1) || from >= to) {
            throw new IllegalArgumentException("not closed ticks: [" + from + ", " + to + ")");
        }
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (int tick = from; tick < to; tick++) {
                sha.update(bytes(snapshot.tick(tick).digest()));
                for (var notification : snapshot.paging(tick).left()) {
                    sha.update(notification.toString().getBytes(StandardCharsets.UTF_8));
                }
                if (Math.floorMod(tick + 1, Chunk.SCRAPE_SECONDS) == 0) {
                    add(sha, snapshot.scrape(tick + 1));
                }
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    private static void add(MessageDigest sha, Scrape scrape) {
        sha.update(bytes(scrape.hash()));
        for (var transition : scrape.transitions()) {
            sha.update(transition.toString().getBytes(StandardCharsets.UTF_8));
        }
        for (var group : scrape.groups()) {
            for (var rule : group.rules()) {
                if (rule.rule() instanceof RecordingRule) {
                    sha.update(bytes(rule.written().hash()));
                }
            }
        }
    }

    private static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
