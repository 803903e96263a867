// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Symptom;
import brownout.simulator.engine.ChangeRow;
import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Requests;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.SpanBuffer;
import brownout.simulator.engine.SpanCode;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.TickRecord;
import brownout.simulator.engine.Ticket;
import brownout.simulator.engine.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the lines that a tick logged, in time order, without writing them yet. A request line belongs
/// to each server span that ended in the tick, and a retry line to each client span that was tried
/// again or whose call was done without; event lines come from what happened to pods.
final class Lines {
    /// What a line will be written from.
    sealed interface Line {
        int stream();

        /// Nanoseconds relative to t0.
        long nanos();

        /// An access line (of a server span) or a warning (of a client span).
        record Request(
                int stream,
                long nanos,
                long coordinate,
                long requestHash,
                long code,
                int pod,
                long startMicros,
                long endMicros,
                int status,
                Failure failure,
                int cause,
                int upstreamStatus,
                int attempt,
                boolean forgone,
                boolean hollow,
                @Nullable Symptom symptom)
                implements Line {}

        /// An access line of the ingress; its request's root ended from `startMicros` to `endMicros` with
        /// `status` in `pod`, or went without an answer, for a reason among those of
        /// [SpanBuffer#unansweredStatus]; then `pod` is -1 where none had taken it.
        record Passed(
                int stream,
                long nanos,
                long coordinate,
                long requestHash,
                int pod,
                long startMicros,
                long endMicros,
                int status)
                implements Line {}

        /// A line that a pod or the cluster wrote.
        record Event(int stream, long nanos, int pod, String message) implements Line {}

        /// A line that a server other than our services' pods wrote; `instance` is its pod's name.
        record Server(int stream, long nanos, String instance, String message) implements Line {}

        /// What an Alertmanager, the pod `instance`, logged; `said` is what follows time and level.
        record Notified(int stream, long nanos, String instance, String said) implements Line {}

        /// What an API server wrote of a request to it.
        record Audited(int stream, long nanos, KubeCall call) implements Line {}

        /// A row of the change feed.
        record Changed(int stream, long nanos, ChangeRow row) implements Line {}

        /// What the support desk wrote of a ticket: its number and what the user with the number `user`
        /// said.
        record Ticketed(
                int stream,
                long nanos,
                Ticket.Topic topic,
                String channel,
                int number,
                int user,
                String said)
                implements Line {}
    }

    private final Snapshot snapshot;
    private final World world;
    private final Requests requests;
    private final SpanBuffer spans = new SpanBuffer();
    private int userTick = Integer.MIN_VALUE; // the last tick that was asked about
    private boolean named; // whether its requests may name the user otherwise
    private int wordTick = Integer.MIN_VALUE;
    private boolean said; // whether conditions on its requests say the word

    private final DatabaseLines databases;

    Lines(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.world = snapshot.world;
        this.requests = new Requests(world);
        this.databases = new DatabaseLines(snapshot);
    }

    /// Which lines to find: those of requests, and by stream those about pods; of one request only, where
    /// `only` is not negative; of one user's where `user` says so, and with a word.
    record Wanted(
            Asked requests,
            boolean[] events,
            long only,
            Optional<UserHint> user,
            Optional<Said> word) {}

    /// Lines of requests by stream; the routes whose requests can have any, and those where requests that
    /// go well can.
    record Asked(boolean[] streams, boolean[] routes, boolean[] wellRoutes) {}

    /// A word and the lines of requests that may hold it, where no condition says it.
    record Said(InfoWord word, Asked requests) {}

    List<Line> of(int tick, Wanted wanted) {
        var found = new ArrayList<Line>();
        if (wanted.only >= 0) {
            request(wanted.only, tick, wanted.requests.streams, found);
        } else {
            requests(tick, wanted, found);
            events(tick, wanted.events, found);
            if (wanted.user.isEmpty()) { // databases know of no users
                databases.lines(tick, wanted.events, found);
            }
        }
        found.sort(Lines::compare);
        return found;
    }

    private static int compare(Line a, Line b) {
        int order = Long.compare(a.nanos(), b.nanos());
        if (order == 0 && a instanceof Line.Request left && b instanceof Line.Request right) {
            order = Long.compare(left.coordinate(), right.coordinate());
            return order != 0 ? order : Long.compare(left.code(), right.code());
        }
        order = order != 0 ? order : Integer.compare(a.stream(), b.stream());
        return order == 0 && a instanceof Line.Passed left && b instanceof Line.Passed right
                ? Long.compare(left.coordinate(), right.coordinate())
                : order;
    }

    /// Lines of neither requests nor databases.
    private void events(int tick, boolean[] wanted, List<Line> found) {
        PodEvents.lines(snapshot, tick, wanted, found);
        CacheLines.lines(snapshot, tick, wanted, found);
        QueueLines.lines(snapshot, tick, wanted, found);
        NodeLines.lines(snapshot, tick, wanted, found);
        TicketLines.lines(snapshot, tick, wanted, found);
        AlertmanagerLines.lines(snapshot, tick, wanted, found);
        AuditLines.lines(snapshot, tick, wanted, found);
        ChangeLines.lines(snapshot, tick, wanted, found);
        JobLines.lines(snapshot, tick, wanted, found);
    }

    /// How many lines of each wanted stream there are in `tick`; of others 0.
    int[] counts(int tick, boolean[] wanted) {
        var counts = new int[wanted.length];
        var requestLines = snapshot.tick(tick).lines();
        for (int stream = 0; stream < requestLines.length; stream++) {
            counts[stream] = wanted[stream] ? requestLines[stream] : 0;
        }
        var others = new ArrayList<Line>();
        events(tick, wanted, others);
        others.forEach(line -> counts[line.stream()]++);
        databases.count(tick, wanted, counts);
        return counts;
    }

    private void requests(int tick, Wanted wanted, List<Line> found) {
        var record = snapshot.tick(tick);
        var word = wanted.word;
        boolean few = word.isPresent() && !isSaid(word.get().word, tick, record);
        var asked = few ? word.get().requests : wanted.requests;
        if (!anyRequestLine(record, asked.streams)) {
            return;
        }
        for (int i = 0; i < record.exceptional().length; i++) {
            long coordinate = record.exceptional()[i];
            int flags = record.exceptionalFlags()[i];
            if ((flags & (TickRecord.ERROR | TickRecord.RETRY)) != 0
                    && asked.routes[Coordinate.route(coordinate)]
                    && !asked.wellRoutes[Coordinate.route(coordinate)]) {
                requestIfWanted(coordinate, tick, asked, wanted.user, found);
            }
        }
        for (long coordinate : record.carried()) {
            if (asked.wellRoutes[Coordinate.route(coordinate)]) {
                requestIfWanted(coordinate, tick, asked, wanted.user, found);
            }
        }
        for (int region = 0; region < world.regions; region++) {
            for (int route = 0; route < world.trees.length; route++) {
                int count = asked.wellRoutes[route] ? snapshot.requests(tick, region, route) : 0;
                for (int i = 0; i < count; i++) {
                    long coordinate = Coordinate.pack(tick, region, route, i);
                    requestIfWanted(coordinate, tick, asked, wanted.user, found);
                }
            }
        }
    }

    private void requestIfWanted(
            long coordinate, int tick, Asked asked, Optional<UserHint> user, List<Line> found) {
        if (user.isEmpty() || mayName(user.get(), coordinate)) {
            request(coordinate, tick, asked.streams, found);
        }
    }

    private boolean mayName(UserHint user, long coordinate) {
        if (user.isOf(snapshot.user(coordinate))) {
            return true;
        }
        int began = Coordinate.tick(coordinate);
        if (began != userTick) {
            userTick = began;
            named = user.isSaidOtherwise(snapshot, began);
        }
        return named;
    }

    /// Whether conditions say the word of any request that has a line in `tick`.
    private boolean isSaid(InfoWord word, int tick, TickRecord record) {
        boolean any = isSaid(word, tick);
        for (int i = 0; i < record.carried().length && !any; i++) {
            any = isSaid(word, Coordinate.tick(record.carried()[i]));
        }
        return any;
    }

    private boolean isSaid(InfoWord word, int began) {
        if (began != wordTick) {
            wordTick = began;
            said = word.isSaid(snapshot, began);
        }
        return said;
    }

    private static boolean anyRequestLine(TickRecord record, boolean[] wanted) {
        for (int stream = 0; stream < record.lines().length; stream++) {
            if (wanted[stream] && record.lines()[stream] > 0) {
                return true;
            }
        }
        return false;
    }

    private void request(long coordinate, int tick, boolean[] wanted, List<Line> found) {
        long after = tick * 1_000_000L;
        snapshot.eval(requests, coordinate, spans);
        for (int span = 0; span < spans.size(); span++) {
            if (spans.endsIn(span, after, after + 1_000_000L)
                    && (spans.isServer(span) || spans.isWarned(span))) {
                int stream = stream(span);
                if (wanted[stream]) {
                    found.add(line(coordinate, span, stream));
                }
            }
        }
        if (world.ingress != null && world.ingress.isEntry(Coordinate.route(coordinate))) {
            int stream = world.ingressStream(Coordinate.region(coordinate));
            if (wanted[stream]) {
                AccessLines.of(coordinate, spans, stream, after).ifPresent(found::add);
            }
        }
    }

    private int stream(int span) {
        int workload = snapshot.fleet.pod(spans.pod(span)).workload;
        int level =
                !spans.isServer(span)
                        ? TickRecord.WARN
                        : Status.isFailure(spans.status(span))
                                ? TickRecord.ERROR_LEVEL
                                : TickRecord.INFO;
        return Streams.index(workload, level);
    }

    private Line line(long coordinate, int span, int stream) {
        return line(snapshot, coordinate, spans, span, stream);
    }

    /// The line of one span.
    static Line.Request line(
            Snapshot snapshot, long coordinate, SpanBuffer spans, int span, int stream) {
        long code = spans.code(span);
        long hash = spans.requestHash();
        return new Line.Request(
                stream,
                nanos(spans.endMicros(span), hash, code),
                coordinate,
                hash,
                code,
                spans.pod(span),
                spans.startMicros(span),
                spans.endMicros(span),
                spans.status(span),
                spans.failure(span),
                spans.cause(span),
                upstreamStatus(snapshot.world, spans, span, coordinate),
                SpanCode.attempt(code),
                spans.isForgone(span),
                spans.isHollow(span),
                snapshot.symptom(Coordinate.tick(coordinate), spans.symptom(span)));
    }

    /// Within the microsecond up to the span's end, so that lines rarely share a nanosecond.
    static long nanos(long endMicros, long requestHash, long code) {
        return endMicros * 1000 - Rng.below(Rng.hash(requestHash, code, 0x1061), 1000);
    }

    /// What the last attempt of the call that a server span failed of came back with, or -1.
    private static int upstreamStatus(World world, SpanBuffer spans, int span, long coordinate) {
        int cause = spans.cause(span);
        if (cause < 0) {
            return -1;
        }
        var node = world.nodes[Coordinate.route(coordinate)][spans.node(span)];
        int callee = node.callees()[cause].number();
        int status = -1;
        for (int other = span + 1; other < spans.size(); other++) {
            if (spans.parent(other) == span
                    && spans.node(other) == callee
                    && !spans.isServer(other)) {
                status = spans.status(other);
            }
        }
        return status;
    }
}
