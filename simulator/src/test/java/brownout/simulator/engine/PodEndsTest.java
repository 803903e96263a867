// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.Worlds;
import brownout.simulator.fault.Scheduled;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// When a pod goes away, what had ended stays as it was, what it was doing is never recorded, and its
/// callers see a broken connection at that instant. Every request in a broken world is evaluated twice:
/// as it was, and with the pod of one of its spans ending in the middle of it.
class PodEndsTest {
    private static final int FROM = -420;

    private record Span(long start, long end, int status, int pod) {}

    private static Map<Long, Span> spans(SpanBuffer buffer) {
        var spans = new TreeMap<Long, Span>();
        for (int i = 0; i < buffer.size(); i++) {
            if (!buffer.isDropped(i)) {
                spans.put(
                        buffer.code(i),
                        new Span(
                                buffer.startMicros(i),
                                buffer.endMicros(i),
                                buffer.status(i),
                                buffer.pod(i)));
            }
        }
        return spans;
    }

    @Test
    void endingAPodCutsWhatItWasDoingAndNothingElse() {
        var timeline =
                Worlds.history(-300)
                        .fork(-560, 3, List.of(new Scheduled(-560, Worlds.BAD_DEPLOY, "tester")));
        timeline.advanceTo(-400);
        var snapshot = timeline.snapshot();
        var requests = new Requests(snapshot.world);
        var buffer = new SpanBuffer();
        int resets = 0;
        for (int index = 0; index < snapshot.requests(FROM, 0, 0); index++) {
            eval(snapshot, requests, snapshot.fleet, index, buffer);
            var before = spans(buffer);
            for (var entry : before.entrySet()) {
                long code = entry.getKey();
                var span = entry.getValue();
                int kill = (int) Math.floorDiv(span.end() - 1, 1_000_000L);
                if ((code & 1) != 0 || kill * 1_000_000L <= span.start()) {
                    continue; // not a server span, or it does not cross a second
                }
                var fleet = snapshot.fleet.ending(span.pod(), kill, kill);
                eval(snapshot, requests, fleet, index, buffer);
                resets += check(before, spans(buffer), span.pod(), kill * 1_000_000L, code);
            }
        }
        assertTrue(resets > 20, "only " + resets + " requests were cut");
    }

    private static void eval(
            Snapshot snapshot, Requests requests, Fleet fleet, int index, SpanBuffer buffer) {
        int count = snapshot.requests(FROM, 0, 0);
        var frame = snapshot.tick(FROM).frame();
        requests.eval(frame, fleet, 3, FROM, 0, 0, index, count, buffer);
    }

    /// Returns 1 where a caller saw the connection break.
    private static int check(
            Map<Long, Span> before, Map<Long, Span> after, int pod, long kill, long cut) {
        for (var entry : before.entrySet()) {
            if (entry.getValue().end() <= kill) {
                assertEquals(entry.getValue(), after.get(entry.getKey()));
            }
        }
        for (var span : after.values()) {
            assertTrue(span.pod() != pod || span.end() <= kill, "recorded by a pod that is gone");
        }
        var caller = after.get(cut | 1);
        if (caller == null) {
            return 0; // the root, or its caller was lost with it
        }
        assertEquals(Status.RESET, caller.status());
        assertTrue(caller.end() > kill && caller.end() < kill + 10_000);
        return 1;
    }
}
