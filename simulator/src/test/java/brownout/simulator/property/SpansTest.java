// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Trace;
import brownout.query.data.TraceStore;
import brownout.simulator.condition.Condition;
import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Requests;
import brownout.simulator.engine.SpanBuffer;
import brownout.simulator.engine.SpanCode;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.World;
import brownout.simulator.fault.Effect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;

/// The shape of every trace.
class SpansTest {
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int MOST_SPANS = 4096;

    @ForEachWorld
    void p08_spansNestAndEnd(RandomWorld world) {
        int from = world.draw(30).between(RandomWorld.FIRST + 60, RandomWorld.END - 90);
        var range = Reading.after(from, from + 60);
        int outlived = 0;
        int traces = 0;
        long newest = Long.MAX_VALUE;
        var store = world.at(RandomWorld.END).traces();
        for (var trace : Reading.traces(store, TraceStore.SpanHints.NONE, range)) {
            var where = trace.id() + " after " + from + world;
            var above = new HashMap<Long, Trace.Span>();
            assertTrue(trace.spans().size() <= MOST_SPANS, where);
            for (var span : trace.spans()) {
                assertTrue(span.durationNanos() > 0, span + where);
                assertTrue(span.durationNanos() <= LONGEST_NANOS, span + where);
                assertTrue(span.id() != 0 && span.id() != span.parentId(), span + where);
                var parent = above.get(span.parentId());
                // Parents come first, so there is no circle; one that was lost with its pod is
                // missing.
                assertTrue(above.put(span.id(), span) == null, span + where);
                if (parent == null) {
                    continue;
                }
                assertTrue(span.startNanos() >= parent.startNanos(), span + where);
                boolean calls =
                        span.kind() == Trace.Kind.CLIENT || span.kind() == Trace.Kind.PRODUCER;
                assertEquals(
                        calls,
                        parent.kind() == Trace.Kind.SERVER || parent.kind() == Trace.Kind.CONSUMER,
                        span + where);
                if (calls) {
                    assertTrue(span.endNanos() <= parent.endNanos(), span + where);
                } else if (span.endNanos() > parent.endNanos()) {
                    // Nobody waits for it any more, which its caller says.
                    assertEquals(Trace.Status.ERROR, parent.status(), span + where);
                    outlived++;
                }
            }
            // A trace whose root is lost with its pod comes where the root would be.
            var root = trace.spans().stream().filter(span -> span.parentId() == 0).findFirst();
            if (root.isPresent()) {
                assertTrue(root.get().startNanos() <= newest, "newest first: " + where);
                newest = root.get().startNanos();
            }
            traces++;
        }
        world.assertEnough(traces, 200, "traces, " + outlived + " outlived");
    }

    /// No call is tried more often than its policy, or a condition in its place, allows; and flow is
    /// conserved: every server span but a root's is that of one call, and a call that was answered well
    /// has exactly one.
    @ForEachWorld
    void p08_attemptsStayWithinTheirPolicyAndCallsMeetTheirAnswers(RandomWorld world) {
        var snapshot = world.timeline.snapshot();
        var requests = new Requests(snapshot.world);
        var spans = new SpanBuffer();
        int allowed = mostRetries(world);
        int from = world.draw(31).between(RandomWorld.FIRST, RandomWorld.END - 90);
        long calls = 0;
        for (int tick = from; tick < from + 60; tick++) {
            for (int region = 0; region < snapshot.world.regions; region++) {
                for (int route = 0; route < snapshot.world.trees.length; route++) {
                    int count = snapshot.requests(tick, region, route);
                    for (int i = 0; i < count; i++) {
                        long coordinate = Coordinate.pack(tick, region, route, i);
                        snapshot.eval(requests, coordinate, spans);
                        calls += check(world, snapshot.world, route, spans, allowed, tick);
                    }
                }
            }
        }
        world.assertEnough(calls, 500, "calls");
    }

    private static int mostRetries(RandomWorld world) {
        int most = -1;
        for (var scheduled : world.script) {
            if (scheduled.effect() instanceof Effect.Hold(_, Condition.Calls calls, _)) {
                most = Math.max(most, calls.retries());
            }
        }
        return most;
    }

    private static int check(
            RandomWorld world, World compiled, int route, SpanBuffer spans, int allowed, int tick) {
        int calls = 0;
        var codes = new HashSet<Long>();
        Map<Integer, Integer> served = new HashMap<>();
        var where = "route " + route + " in " + tick + world;
        for (int span = 0; span < spans.size(); span++) {
            assertTrue(codes.add(spans.code(span)), where);
            int parent = spans.parent(span);
            assertTrue(parent < span, where);
            if (spans.isServer(span)) {
                assertEquals(span == 0, parent < 0, where);
                if (parent >= 0) {
                    assertEquals(null, served.put(parent, span), where);
                    assertEquals(spans.node(parent), spans.node(span), where);
                }
                continue;
            }
            calls++;
            var edge = Objects.requireNonNull(compiled.nodes[route][spans.node(span)].edge());
            int retries = Math.max(edge.spec().policy().retries(), allowed);
            assertTrue(SpanCode.attempt(spans.code(span)) <= retries, where);
        }
        for (int span = 0; span < spans.size(); span++) {
            if (!spans.isServer(span) && !spans.isDropped(span)) {
                var edge = Objects.requireNonNull(compiled.nodes[route][spans.node(span)].edge());
                boolean answered =
                        edge.kind() == World.Kind.SERVICE
                                && !Status.isFailure(spans.status(span))
                                && spans.symptom(span) < 0;
                assertTrue(!answered || served.containsKey(span), where);
                assertTrue(edge.kind() == World.Kind.SERVICE || !served.containsKey(span), where);
            }
        }
        return calls;
    }
}
