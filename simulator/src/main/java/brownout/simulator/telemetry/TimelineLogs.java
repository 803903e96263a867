// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.data.Matcher;
import brownout.query.data.TimeRange;
import brownout.query.data.TraceId;
import brownout.simulator.condition.Failure;
import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.TickRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The logs of a timeline at one instant. Lines are found tick by tick as they are read and written
/// only when taken; whole ticks, services, levels and requests are skipped where selectors and hints
/// rule them out.
public final class TimelineLogs implements LogStore {
    private static final long SECOND = 1_000_000_000L;
    private static final int MAX_LIFE_TICKS = 61;

    private final Snapshot snapshot;
    private final int nowTick;
    private final long t0Nanos;
    private final Streams streams;
    private final Mask mask;
    private final boolean mayLack; // whether agents may have kept lines back
    private final Ids ids;
    private final LineWriter writer;

    /// Logs as of the close of `nowTick`, t0 being `t0Seconds` after 1970.
    public TimelineLogs(Snapshot snapshot, int nowTick, long t0Seconds, RunKey key) {
        this(snapshot, nowTick, t0Seconds, key, true);
    }

    /// As above; with all lines as they were written, sent or not, unless `asSent`.
    TimelineLogs(Snapshot snapshot, int nowTick, long t0Seconds, RunKey key, boolean asSent) {
        this.snapshot = snapshot;
        this.nowTick = Math.min(nowTick, snapshot.closedTick);
        this.t0Nanos = t0Seconds * SECOND;
        this.streams = Catalog.of(snapshot.world).streams;
        this.mask = Mask.of(snapshot, this.nowTick);
        this.mayLack = asSent && mask.hasSilences();
        this.ids = new Ids(key);
        this.writer = new LineWriter(snapshot, streams, ids, t0Seconds);
    }

    @Override
    public EntryCursor read(
            List<Matcher> stream,
            LineHints hints,
            TimeRange range,
            Direction direction,
            int limit) {
        int first = firstTick(range);
        int last = lastTick(range);
        long only = -1;
        for (var id : traceIds(hints)) {
            var coordinate = TraceId.parse(id).map(ids::coordinate).orElse(OptionalLong.empty());
            if (coordinate.isEmpty() || !snapshot.exists(coordinate.getAsLong())) {
                last = first - 1; // no line holds an id that is nobody's
                break;
            }
            only = coordinate.getAsLong();
            first = Math.max(first, Coordinate.tick(only));
            last = Math.min(last, Coordinate.tick(only) + MAX_LIFE_TICKS);
        }
        return new Cursor(wanted(stream, hints, only), range, first, last, direction);
    }

    /// Trace ids that every wanted line must hold: a line without one cannot hold 32 hex digits.
    private static List<String> traceIds(LineHints hints) {
        var found = new ArrayList<String>();
        var field = hints.fields().get("traceId");
        if (field != null) {
            found.add(field.matches("[0-9a-f]{32}") ? field : "0");
        }
        for (var substring : hints.substrings()) {
            if (substring.matches("[0-9a-f]{32}")) {
                found.add(substring);
            }
        }
        return found;
    }

    private boolean[] wanted(List<Matcher> matchers) {
        var wanted = new boolean[streams.size()];
        for (int stream = 0; stream < wanted.length; stream++) {
            wanted[stream] = Matcher.all(matchers, streams.labels(stream));
        }
        return wanted;
    }

    private Lines.Wanted wanted(List<Matcher> matchers, LineHints hints, long only) {
        var events = wanted(matchers);
        for (var field : List.of("level", "service")) { // these fields are labels of the stream too
            var value = hints.fields().get(field);
            for (int stream = 0; value != null && stream < events.length; stream++) {
                events[stream] &=
                        streams.labels(stream).get(field).equals(value)
                                || streams.hasOwnLevels(stream);
            }
        }
        var requests = Arrays.copyOf(events, snapshot.world.requestStreams());
        var type = hints.fields().get("error_type");
        boolean failed =
                type != null && !type.equals(Failure.NOT_FOUND.errorType()); // a 404 is INFO
        boolean error = holdsErrorLevel(hints);
        for (int stream = 0; stream < requests.length; stream++) {
            int level = Streams.level(snapshot.world, stream);
            requests[stream] &= !failed || level != TickRecord.INFO;
            requests[stream] &= !error || level == TickRecord.ERROR_LEVEL;
        }
        var word = InfoWord.of(hints);
        return new Lines.Wanted(
                asked(requests),
                events,
                only,
                UserHint.of(hints, streams),
                word.map(w -> new Lines.Said(w, asked(w.among(requests, snapshot)))));
    }

    /// Whether a request line that satisfies the hints must be of level ERROR: it holds that word, and
    /// no name that others are written from does.
    private boolean holdsErrorLevel(LineHints hints) {
        boolean asked =
                hints.substrings().stream()
                        .anyMatch(text -> text.equals("ERROR") || text.equals("\"ERROR\""));
        return asked && !streams.namesHold("ERROR");
    }

    // ---- bounds: tick k holds the nanoseconds (k, k+1] seconds

    private int firstTick(TimeRange range) {
        long start = range.startNanos();
        long tick =
                start == Long.MIN_VALUE
                        ? snapshot.firstTick
                        : Math.floorDiv(start - 1 - t0Nanos, SECOND);
        return (int) Math.max(snapshot.firstTick, Math.min(tick, nowTick + 1L));
    }

    private int lastTick(TimeRange range) {
        long end = range.endNanos();
        long tick = end == Long.MAX_VALUE ? nowTick : Math.floorDiv(end - 2 - t0Nanos, SECOND);
        return (int) Math.min(nowTick, Math.max(tick, snapshot.firstTick - 1L));
    }

    private Lines.Asked asked(boolean[] requests) {
        return new Lines.Asked(
                requests,
                routesOf(requests, TickRecord.LEVELS),
                routesOf(requests, TickRecord.INFO + 1));
    }

    /// The routes on which a service or the ingress has a wanted stream of the first `levels`.
    private boolean[] routesOf(boolean[] wanted, int levels) {
        var world = snapshot.world;
        var routes = new boolean[world.trees.length];
        boolean isAtEntry = false;
        for (int region = 0; world.ingress != null && region < world.regions; region++) {
            isAtEntry |= wanted[world.ingressStream(region)];
        }
        for (int route = 0; route < routes.length; route++) {
            routes[route] = isAtEntry && world.ingress != null && world.ingress.isEntry(route);
            for (var node : world.nodes[route]) {
                int service = node.op() < 0 ? -1 : world.ops[node.op()].service();
                for (int region = 0; service >= 0 && region < world.regions; region++) {
                    int workload = world.workload(service, region);
                    for (int level = 0; level < levels; level++) {
                        routes[route] |= wanted[Streams.index(workload, level)];
                    }
                }
            }
        }
        return routes;
    }

    private final class Cursor implements EntryCursor {
        private final Lines lines = new Lines(snapshot);
        private final Lines.Wanted wanted;
        private final TimeRange range;
        private final boolean forward;
        private final int endTick; // where to stop, exclusive, in the direction of reading
        private int tick; // the next to load
        private List<Lines.Line> loaded = List.of();
        private int at; // of the current line in `loaded`

        Cursor(Lines.Wanted wanted, TimeRange range, int first, int last, Direction direction) {
            this.wanted = wanted;
            this.range = range;
            forward = direction == Direction.FORWARD;
            tick = forward ? first : last;
            endTick = forward ? Math.max(first, last + 1) : Math.min(last, first - 1);
        }

        @Override
        public boolean next() {
            do {
                at += forward ? 1 : -1;
                while (at < 0 || at >= loaded.size()) {
                    if (tick == endTick) {
                        return false;
                    }
                    loaded = arrived(lines.of(tick, wanted), tick);
                    tick += forward ? 1 : -1;
                    at = forward ? 0 : loaded.size() - 1;
                }
            } while (!range.contains(t0Nanos + loaded.get(at).nanos()));
            return true;
        }

        @Override
        public Entry entry() {
            return writer.entry(loaded.get(at));
        }
    }

    /// Those of `lines`, which were written in `tick`, that have arrived.
    private List<Lines.Line> arrived(List<Lines.Line> lines, int tick) {
        return mayLack
                ? lines.stream()
                        .filter(line ->
                                !mask.hides(streams.labels(line.stream()), node(line), tick))
                        .toList()
                : lines;
    }

    /// The node on which a line was written.
    private String node(Lines.Line line) {
        return switch (line) {
            case Lines.Line.Request request -> snapshot.fleet.pod(request.pod()).node;
            case Lines.Line.Event event -> snapshot.fleet.pod(event.pod()).node;
            case Lines.Line.Server server -> streams.labels(server.stream()).get("node");
            case Lines.Line.Passed _,
                    Lines.Line.Audited _,
                    Lines.Line.Changed _,
                    Lines.Line.Ticketed _,
                    Lines.Line.Notified _ ->
                    "";
        };
    }

    // ---- counts

    /// Answers where there is nothing to look for in the lines, the windows are whole seconds and no
    /// line is missing.
    @Override
    public Optional<CountMatrix> count(
            List<Matcher> stream, LineHints hints, TimeRange range, Duration step) {
        long stepSeconds = step.toSeconds();
        if (!hints.isEmpty()
                || mayLack
                || stepSeconds <= 0
                || step.toNanos() % SECOND != 0
                || Math.floorMod(range.startNanos() - 1, SECOND) != 0
                || Math.floorMod(range.endNanos() - 1, SECOND) != 0) {
            return Optional.empty();
        }
        long start = Math.floorDiv(range.startNanos() - 1 - t0Nanos, SECOND);
        long end = Math.floorDiv(range.endNanos() - 1 - t0Nanos, SECOND);
        int steps = (int) Math.ceilDiv(Math.max(0, end - start), stepSeconds);
        var lines = new Lines(snapshot);
        var wanted = wanted(stream);
        var rows = new long[wanted.length][0]; // of those that have any
        for (int tick = firstTick(range); tick <= lastTick(range); tick++) {
            var inTick = lines.counts(tick, wanted);
            int at = (int) ((tick - start) / stepSeconds);
            for (int index = 0; index < inTick.length; index++) {
                if (inTick[index] > 0) {
                    rows[index] = rows[index].length == 0 ? new long[steps] : rows[index];
                    rows[index][at] += inTick[index];
                }
            }
        }
        var found = new ArrayList<Labels>();
        var counts = new ArrayList<long[]>();
        for (int index : inLabelOrder(wanted)) {
            if (rows[index].length > 0) {
                found.add(streams.labels(index));
                counts.add(rows[index]);
            }
        }
        return Optional.of(new CountMatrix(found, counts.toArray(long[][]::new)));
    }

    private int[] inLabelOrder(boolean[] wanted) {
        var indexes = new ArrayList<Integer>();
        for (int stream = 0; stream < wanted.length; stream++) {
            if (wanted[stream]) {
                indexes.add(stream);
            }
        }
        indexes.sort((a, b) -> streams.labels(a).compareTo(streams.labels(b)));
        return indexes.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public List<Labels> streams(List<Matcher> stream, TimeRange range) {
        var lines = new Lines(snapshot);
        var wanted = wanted(stream);
        var seen = new boolean[wanted.length];
        int first = firstTick(range);
        int last = lastTick(range);
        for (int tick = first; tick <= last; tick++) {
            if (tick == first || tick == last || mask.hasSilences()) { // may be covered in part
                var some = wanted(stream, LineHints.NONE, -1);
                var cursor = new Cursor(some, range, tick, tick, Direction.FORWARD);
                while (cursor.next()) {
                    seen[cursor.loaded.get(cursor.at).stream()] = true;
                }
            } else {
                var counts = lines.counts(tick, wanted);
                for (int index = 0; index < wanted.length; index++) {
                    seen[index] |= counts[index] > 0;
                }
            }
        }
        return Arrays.stream(inLabelOrder(seen)).mapToObj(streams::labels).toList();
    }
}
