// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.TimeRange;
import brownout.query.data.Trace;
import brownout.query.data.TraceId;
import brownout.query.data.TraceStore;
import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Requests;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.SpanBuffer;
import brownout.simulator.engine.TickRecord;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The traces of a timeline at one instant. An id is decoded, not looked up; searches walk back through
/// the ticks, over the exceptional requests only where the hints allow.
public final class TimelineTraces implements TraceStore {
    private static final long SECOND = 1_000_000_000L;
    private static final int MAX_LIFE_TICKS = 61;

    private final Snapshot snapshot;
    private final int nowTick;
    private final long t0Nanos;
    private final Ids ids;
    private final SpanWriter writer;

    /// Traces as of the close of `nowTick`, t0 being `t0Seconds` after 1970.
    public TimelineTraces(Snapshot snapshot, int nowTick, long t0Seconds, RunKey key) {
        this.snapshot = snapshot;
        this.nowTick = Math.min(nowTick, snapshot.closedTick);
        this.t0Nanos = t0Seconds * SECOND;
        this.ids = new Ids(key);
        var streams = Catalog.of(snapshot.world).streams;
        this.writer =
                new SpanWriter(
                        snapshot,
                        ids,
                        t0Seconds,
                        new LineWriter(snapshot, streams, ids, t0Seconds));
    }

    private long nowMicros() {
        return (nowTick + 1L) * 1_000_000;
    }

    @Override
    public Optional<Trace> get(TraceId id) {
        var decoded = ids.coordinate(id);
        if (decoded.isEmpty()
                || !snapshot.exists(decoded.getAsLong())
                || Coordinate.tick(decoded.getAsLong()) > nowTick
                || !snapshot.collectors.keepsTrace(decoded.getAsLong())) {
            return Optional.empty();
        }
        var spans = new SpanBuffer();
        snapshot.eval(new Requests(snapshot.world), decoded.getAsLong(), spans);
        var trace = writer.trace(decoded.getAsLong(), spans, nowMicros());
        return trace.spans().isEmpty() ? Optional.empty() : Optional.of(trace);
    }

    @Override
    public TraceCursor find(SpanHints hints, TimeRange range, int limit) {
        return new Cursor(hints, range);
    }

    @Override
    public AttributeNames attributeNames(TimeRange range) {
        return new AttributeNames(SpanWriter.RESOURCE_NAMES, SpanWriter.SPAN_NAMES);
    }

    /// A trace that was found, by when its request came: its root may not be there, or not yet.
    private record Found(long beganMicros, long coordinate) {}

    private final class Cursor implements TraceCursor {
        private final SpanHints hints;
        private final TimeRange range;
        private final Requests requests = new Requests(snapshot.world);
        private final SpanBuffer spans = new SpanBuffer();
        private final boolean[] routes;
        private final int flag; // what an exceptional request must be, or 0 to look at all
        private final int firstTick;
        private int tick; // the next to look into, going back
        private final Set<Long> seen = new HashSet<>(); // lookup only
        private final PriorityQueue<Found> found =
                new PriorityQueue<>(
                        Comparator.comparingLong(Found::beganMicros)
                                .thenComparingLong(Found::coordinate)
                                .reversed());
        private @Nullable Trace current;

        Cursor(SpanHints hints, TimeRange range) {
            this.hints = hints;
            this.range = range;
            routes = routes(hints.services());
            flag = flag(hints);
            long start = range.startNanos();
            long first =
                    start == Long.MIN_VALUE
                            ? snapshot.firstTick
                            : Math.floorDiv(start - t0Nanos, SECOND) - MAX_LIFE_TICKS;
            firstTick = (int) Math.max(snapshot.firstTick, Math.min(first, nowTick + 1L));
            long end = range.endNanos();
            long last = end == Long.MAX_VALUE ? nowTick : Math.floorDiv(end - 1 - t0Nanos, SECOND);
            // What is exceptional about a request may show a minute after it began.
            long slack = flag == 0 ? 0 : MAX_LIFE_TICKS;
            tick = (int) Math.max(firstTick - 1L, Math.min(nowTick, last + slack));
        }

        private static int flag(SpanHints hints) {
            if (hints.error()) {
                return TickRecord.ERROR;
            }
            if (hints.minDurationNanos() > TickRecord.VERY_SLOW_MICROS * 1000) {
                return TickRecord.VERY_SLOW;
            }
            return hints.minDurationNanos() > TickRecord.SLOW_MICROS * 1000 ? TickRecord.SLOW : 0;
        }

        @Override
        public boolean next() {
            while (tick >= firstTick && (found.isEmpty() || found.peek().beganMicros < sure())) {
                look(tick--);
            }
            var next = found.poll();
            if (next == null) {
                return false;
            }
            snapshot.eval(requests, next.coordinate, spans);
            current = writer.trace(next.coordinate, spans, nowMicros());
            return true;
        }

        /// Nothing that came at or after this instant is still to be found: a request is recorded in
        /// the tick in which it came or a later one.
        private long sure() {
            return (tick + 1) * 1_000_000L;
        }

        @Override
        public Trace trace() {
            return Objects.requireNonNull(current);
        }

        private void look(int at) {
            var record = snapshot.tick(at);
            if (flag != 0) {
                for (int i = 0; i < record.exceptional().length; i++) {
                    long coordinate = record.exceptional()[i];
                    if ((record.exceptionalFlags()[i] & flag) != 0 && seen.add(coordinate)) {
                        consider(coordinate);
                    }
                }
                return;
            }
            for (int region = 0; region < snapshot.world.regions; region++) {
                for (int route = 0; route < routes.length; route++) {
                    int count = routes[route] ? snapshot.requests(at, region, route) : 0;
                    for (int i = 0; i < count; i++) {
                        consider(Coordinate.pack(at, region, route, i));
                    }
                }
            }
        }

        private void consider(long coordinate) {
            if (!routes[Coordinate.route(coordinate)]
                    || !snapshot.collectors.keepsTrace(coordinate)) {
                return;
            }
            snapshot.eval(requests, coordinate, spans);
            long first = Long.MAX_VALUE;
            long last = Long.MIN_VALUE;
            boolean any = false;
            for (int span = 0; span < spans.size(); span++) {
                if (spans.endsIn(span, Long.MIN_VALUE, nowMicros())) {
                    first = Math.min(first, spans.startMicros(span));
                    last = Math.max(last, spans.endMicros(span));
                    any |= mayMatch(span);
                }
            }
            if (any
                    && t0Nanos + first * 1000 < range.endNanos()
                    && t0Nanos + last * 1000 >= range.startNanos()) {
                found.add(new Found(spans.beganMicros(), coordinate));
            }
        }

        private boolean mayMatch(int span) {
            long nanos = (spans.endMicros(span) - spans.startMicros(span)) * 1000;
            return nanos >= hints.minDurationNanos() && nanos <= hints.maxDurationNanos();
        }
    }

    /// Routes whose call trees have a span of one of `services`; all where none is named.
    private boolean[] routes(Set<String> services) {
        var world = snapshot.world;
        var routes = new boolean[world.trees.length];
        for (int route = 0; route < routes.length; route++) {
            routes[route] = services.isEmpty();
            for (var node : world.nodes[route]) {
                routes[route] |=
                        node.op() >= 0
                                && services.contains(
                                        world.service(world.ops[node.op()].service()).name());
            }
        }
        return routes;
    }
}
