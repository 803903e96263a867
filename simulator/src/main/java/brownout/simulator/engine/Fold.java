// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Failure;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Closes a tick: goes once through the requests that may have a span ending in it and adds those spans
/// to the counters, so that every signal is a sum over the same requests.
final class Fold {
    private final World world;
    private final Cells[] cells;
    private final Requests requests;
    private final SpanBuffer spans = new SpanBuffer();
    private final Intake intake;

    // What is being gathered for the tick.
    private long[] carried = new long[256];
    private int carriedSize;
    private long[] exceptional = new long[256];
    private byte[] exceptionalFlags = new byte[256];
    private int exceptionalSize;
    private long[] pending = new long[256];
    private int[] pendingTicks = new int[256];
    private int pendingSize;
    private int[] lines = new int[0];
    private @Nullable Snapshot past;
    private @Nullable Frame frame;
    private long seed;
    private int[] statementLines = new int[0];
    private long digest;
    private int closing; // the tick

    Fold(World world, Cells[] cells) {
        this.world = world;
        this.cells = cells;
        this.requests = new Requests(world);
        this.intake = new Intake(world);
    }

    /// Counts every span that ends in `tick` into `state`, whose `pending` it renews. `past` knows all
    /// earlier ticks and the present fleet.
    TickRecord close(Snapshot before, State state, Frame ofTick, long ofSeed, int tick) {
        past = before;
        frame = ofTick;
        seed = ofSeed;
        closing = tick;
        carriedSize = 0;
        exceptionalSize = 0;
        pendingSize = 0;
        lines = new int[world.requestStreams()];
        digest =
                ofTick.hash()
                        + (state.holding.isEmpty() ? 0 : state.holding.hash(tick))
                        + (state.collectors.isEmpty() ? 0 : state.collectors.hash());
        statementLines = new int[world.databases * world.regions * StatementLog.STREAMS];
        // A request whose next span ends later needs no look, unless pods have changed since the
        // last.
        boolean lookAtAll = state.pendingFleet != state.fleet;
        for (int i = 0; i < state.pending.length; i++) {
            if (!lookAtAll && state.pendingTicks[i] > tick) {
                keepPending(state.pending[i], state.pendingTicks[i]);
                continue;
            }
            before.eval(requests, state.pending[i], spans);
            if (account(state, state.pending[i], tick)) {
                carried = ensure(carried, carriedSize);
                carried[carriedSize++] = state.pending[i];
            }
        }
        var counts = new int[world.regions * world.trees.length];
        for (int region = 0; region < world.regions; region++) {
            for (int route = 0; route < world.trees.length; route++) {
                int count = requests.count(ofTick, seed, tick, region, route);
                counts[region * world.trees.length + route] = count;
                for (int i = 0; i < count; i++) {
                    requests.eval(ofTick, state.fleet, seed, tick, region, route, i, count, spans);
                    account(state, Coordinate.pack(tick, region, route, i), tick);
                }
                if (count > 0 && world.isJobs(route)) {
                    int instance = world.jobs.instance(route, region);
                    state.flow.jobs.requested(state.totals, instance, count);
                }
            }
        }
        intake.addTo(state.totals);
        state.flow.queues.close(state.totals, seed, tick);
        for (int id : ofTick.layout().podIds()) {
            use(state.counters(id).sumMicros, cells[state.fleet.pod(id).service], ofTick, id);
        }
        state.pending = Arrays.copyOf(pending, pendingSize);
        state.pendingTicks = Arrays.copyOf(pendingTicks, pendingSize);
        state.pendingFleet = state.fleet;
        return new TickRecord(
                ofTick,
                state.desired,
                counts,
                Arrays.copyOf(carried, carriedSize),
                Arrays.copyOf(exceptional, exceptionalSize),
                Arrays.copyOf(exceptionalFlags, exceptionalSize),
                lines,
                statementLines,
                state.flow.customers.written(state.totals, tick),
                digest);
    }

    private static void use(long[] sums, Cells cell, Frame frame, int id) {
        double cores = frame.at(Gauge.Pod.CORES, id);
        double collecting = frame.at(Gauge.Pod.COLLECTING, id);
        double throttled = frame.at(Gauge.Pod.THROTTLED, id);
        sums[cell.cpu()] += (long) (cores * 1e6);
        sums[cell.collecting()] += (long) (cores * collecting * 1e6);
        sums[cell.collections()] += (long) (cores * (0.05 + collecting) * 1e6);
        sums[cell.throttledPeriods()] += (long) (throttled * 10_000);
        sums[cell.throttled()] += (long) (throttled * 10 * 35_000);
    }

    private static long[] ensure(long[] array, int size) {
        return size < array.length ? array : Arrays.copyOf(array, size * 2);
    }

    /// Adds the request in `spans`; tells whether any of its spans ended in the tick, or it was given up.
    private boolean account(State state, long coordinate, int tick) {
        long after = tick * 1_000_000L;
        long until = after + 1_000_000L;
        var nodes = world.nodes[Coordinate.route(coordinate)];
        int ended = 0;
        int flags = 0;
        long next = Long.MAX_VALUE;
        for (int span = 0; span < spans.size(); span++) {
            long end = spans.endMicros(span);
            if (end <= after || spans.isDropped(span)) {
                continue;
            }
            if (end > until) {
                next = Math.min(next, end);
                continue;
            }
            ended++;
            flags |= flags(span);
            var node = nodes[spans.node(span)];
            if (spans.isServer(span)) {
                server(state, node, coordinate, span);
                if (spans.parent(span) < 0) {
                    ended(state, coordinate, span, tick);
                    passed(coordinate);
                }
            } else {
                client(state, node, coordinate, span);
            }
            mixIn(coordinate, span);
        }
        if (ended > 0) {
            intake.spans(state, coordinate, ended);
        }
        boolean isGivenUp = false;
        boolean isAwaited = isEntry(coordinate) || world.isJobs(Coordinate.route(coordinate));
        if (spans.isUnanswered() && isAwaited && spans.unansweredMicros() > after) {
            isGivenUp = spans.unansweredMicros() <= until;
            if (isGivenUp) {
                passed(coordinate);
                failedJobs(state, coordinate);
            } else {
                next = Math.min(next, spans.unansweredMicros());
            }
        }
        if (flags != 0) {
            exceptional = ensure(exceptional, exceptionalSize);
            exceptionalFlags =
                    exceptional.length == exceptionalFlags.length
                            ? exceptionalFlags
                            : Arrays.copyOf(exceptionalFlags, exceptional.length);
            exceptional[exceptionalSize] = coordinate;
            exceptionalFlags[exceptionalSize++] = (byte) flags;
        }
        if (next != Long.MAX_VALUE) {
            keepPending(coordinate, (int) Math.floorDiv(next - 1, 1_000_000L));
        }
        return ended > 0 || isGivenUp;
    }

    private void keepPending(long coordinate, int nextTick) {
        pending = ensure(pending, pendingSize);
        if (pendingTicks.length < pending.length) {
            pendingTicks = Arrays.copyOf(pendingTicks, pending.length);
        }
        pending[pendingSize] = coordinate;
        pendingTicks[pendingSize++] = nextTick;
    }

    private int flags(int span) {
        long duration = spans.endMicros(span) - spans.startMicros(span);
        return (Status.isFailure(spans.status(span)) ? TickRecord.ERROR : 0)
                | (spans.isRetried(span) || spans.isUnparsed(span) ? TickRecord.RETRY : 0)
                | (duration > TickRecord.SLOW_MICROS ? TickRecord.SLOW : 0)
                | (duration > TickRecord.VERY_SLOW_MICROS ? TickRecord.VERY_SLOW : 0);
    }

    /// Sums over spans, so that no span waits for the one before it.
    private void mixIn(long coordinate, int span) {
        int outcome = spans.status(span) << 8 | spans.failure(span).ordinal() << 16;
        digest +=
                Rng.mix(
                        coordinate * 0x9e3779b97f4a7c15L
                                + spans.code(span) * 0xbf58476d1ce4e5b9L
                                + spans.startMicros(span) * 0x94d049bb133111ebL
                                + spans.endMicros(span) * 0xd6e8feb86659fd93L
                                + spans.pod(span) * 0xa0761d6478bd642fL
                                + (outcome + (spans.isRetried(span) ? 1 : 0))
                                        * 0xe7037ed1a0b428dbL);
    }

    private void server(State state, World.Node node, long coordinate, int span) {
        var op = world.ops[node.op()];
        var cell = cells[op.service()];
        var counters = state.counters(spans.pod(span));
        long duration = spans.endMicros(span) - spans.startMicros(span);
        int bucket = Cells.bucket(duration);
        int block = cell.operation(op.inService());
        counters.counts[cell.status(block, spans.status(span))]++;
        counters.counts[cell.bucket(block, bucket)]++;
        counters.sumMicros[block] += duration;
        if (spans.isHollow(span)) {
            counters.counts[cell.hollow(op.inService())]++;
        }
        counters.offerExemplar(
                op.inService() * Cells.BUCKETS + bucket,
                Rng.mix(spans.requestHash() + spans.code(span)),
                coordinate,
                spans.code(span),
                spans.endMicros(span),
                duration);
        boolean failed = Status.isFailure(spans.status(span));
        int client = client(node, coordinate);
        if (client >= 0) {
            cell.pair(counters, cell.client(client), bucket, duration, failed);
        }
        if (spans.failure(span) == Failure.POOL_TIMEOUT) {
            counters.counts[cell.poolTimeouts(op.edges()[spans.cause(span)].pool())]++;
        }
        line(
                state,
                span,
                op.service(),
                coordinate,
                failed ? TickRecord.ERROR_LEVEL : TickRecord.INFO);
    }

    /// The place of who asked among the service's clients; -1 for a message.
    private int client(World.Node node, long coordinate) {
        if (node.edge() != null) {
            return world.pairs.place(node.edge());
        }
        return world.isConsumer(Coordinate.route(coordinate)) ? -1 : 0; // users are the first
    }

    private void client(State state, World.Node node, long coordinate, int span) {
        var edge = Objects.requireNonNull(node.edge());
        int caller = state.fleet.pod(spans.pod(span)).service;
        int region = Coordinate.region(coordinate);
        if (spans.isWarned(span)) {
            line(state, span, caller, coordinate, TickRecord.WARN);
        }
        if (!edge.kind().isHttp()) {
            store(state, cells[caller], edge, span);
        }
        switch (edge.kind()) {
            case SERVICE, THIRD_PARTY, OBJECT_STORE, SEARCH -> {
                var cell = cells[caller];
                var counters = state.counters(spans.pod(span));
                long duration = spans.endMicros(span) - spans.startMicros(span);
                int block = cell.peer(edge.peer());
                counters.counts[cell.status(block, spans.status(span))]++;
                counters.counts[cell.bucket(block, Cells.bucket(duration))]++;
                counters.sumMicros[block] += duration;
                if (edge.kind() == World.Kind.THIRD_PARTY) {
                    zone(state, coordinate, edge, region, span);
                }
            }
            case DATABASE -> {
                statement(state, edge, region, span);
            }
            case TOPIC -> {
                if (spans.status(span) == Status.DONE) {
                    state.totals.add(
                            Total.Topic.MESSAGES, edge.component() * world.regions + region, 1);
                }
            }
            case CACHE -> {
                if (spans.symptom(span) < 0) { // else nobody heard of it
                    command(state.totals, edge, region, span);
                }
            }
        }
    }

    /// What a caller counts of a call to a database, cache or topic.
    private void store(State state, Cells cell, World.Edge edge, int span) {
        long duration = spans.endMicros(span) - spans.startMicros(span);
        cell.pair(
                state.counters(spans.pod(span)),
                cell.store(world.pairs.place(edge)),
                Cells.bucket(duration),
                duration,
                Status.isFailure(spans.status(span)));
    }

    /// What a proxy on the way to a third party counts.
    private void zone(State state, long coordinate, World.Edge edge, int region, int span) {
        int zone =
                frame(Coordinate.tick(coordinate))
                        .holding()
                        .zones()
                        .pick(
                                world,
                                edge.component(),
                                region,
                                spans.requestHash(),
                                spans.code(span));
        int at = world.zone(edge.component(), region, zone);
        boolean failed = Status.isFailure(spans.status(span));
        state.totals.add(failed ? Total.Zone.FAILED : Total.Zone.ANSWERED, at, 1);
    }

    /// The frame of the tick that is closed or of one before.
    private Frame frame(int tick) {
        return Objects.requireNonNull(
                tick == closing ? frame : Objects.requireNonNull(past).tick(tick).frame());
    }

    /// The first span of a request has ended.
    private void ended(State state, long coordinate, int span, int tick) {
        if (world.isConsumer(Coordinate.route(coordinate))) {
            delivered(state, coordinate, span, tick);
        } else {
            int op = world.trees[Coordinate.route(coordinate)].op();
            state.flow.customers.answered(state.totals, world, coordinate, spans, op, tick);
            if (Status.isFailure(spans.status(span))) {
                failedJobs(state, coordinate);
            }
        }
    }

    /// If a job sent this request, it learns that it failed.
    private void failedJobs(State state, long coordinate) {
        int route = Coordinate.route(coordinate);
        if (world.isJobs(route)) {
            int instance = world.jobs.instance(route, Coordinate.region(coordinate));
            state.flow.jobs.failed(state.totals, instance);
        }
    }

    /// A consumer is done with a message.
    private void delivered(State state, long coordinate, int span, int tick) {
        int root = Coordinate.tick(coordinate);
        int consumer = world.consumer(Coordinate.route(coordinate)).number();
        int instance = consumer * world.regions + Coordinate.region(coordinate);
        var deliveries = frame(root).deliveries();
        var what = deliveries.at(instance, Coordinate.index(coordinate));
        boolean failed = Status.isFailure(spans.status(span));
        state.flow.queues.ended(instance, what, failed, seed, state.totals, tick);
    }

    /// What a cache's server counts of a command that reached it.
    private void command(Totals totals, World.Edge edge, int region, int span) {
        var failure = spans.failure(span);
        if (failure == Failure.CONNECTION_REFUSED) {
            return;
        }
        int shards = world.shards(edge.component());
        int shard = shards == 1 ? 0 : Requests.shard(Requests.user(spans.requestHash()), shards);
        int at = world.shard(edge.component(), shard, region);
        int target = edge.target() * world.regions + region;
        totals.add(Total.Shard.COMMANDS, at, 1);
        totals.add(Total.Target.CALLS, target, 1);
        totals.add(Total.Target.MICROS, target, spans.endMicros(span) - spans.startMicros(span));
        if (failure == Failure.OUT_OF_MEMORY || failure == Failure.LOADING) {
            boolean full = failure == Failure.OUT_OF_MEMORY;
            totals.add(full ? Total.Shard.OUT_OF_MEMORY : Total.Shard.LOADING, at, 1);
            totals.add(Total.Target.FAILED, target, 1);
        } else if (edge.read() && spans.status(span) == Status.DONE) {
            totals.add(spans.isMiss(span) ? Total.Shard.MISSES : Total.Shard.HITS, at, 1);
        }
    }

    private void statement(State state, World.Edge edge, int region, int span) {
        int at = edge.component() * world.regions + region;
        boolean failed = Status.isFailure(spans.status(span));
        state.totals.add(failed ? Total.Database.ROLLBACKS : Total.Database.COMMITS, at, 1);
        if (spans.failure(span) == Failure.DEADLOCK) {
            state.totals.add(Total.Database.DEADLOCKS, at, 1);
        }
        statementLines[at * StatementLog.STREAMS] +=
                (StatementLog.isSlow(spans, span) ? 1 : 0)
                        + (StatementLog.isBlocked(spans, span) ? 1 : 0);
        statementLines[at * StatementLog.STREAMS + 1] += StatementLog.isError(spans, span) ? 1 : 0;
        if (spans.symptom(span) >= 0 || spans.failure(span) == Failure.DATABASE_UNAVAILABLE) {
            return; // it never got there
        }
        var query = world.targetList.get(edge.target());
        state.flow.databases.count(state.totals, query, region, spans.servedMicros(span));
    }

    /// The ingress has an answer for whoever sent a request, or gives it up.
    private void passed(long coordinate) {
        if (isEntry(coordinate)) {
            lines[world.ingressStream(Coordinate.region(coordinate))]++;
        }
    }

    private boolean isEntry(long coordinate) {
        return world.ingress != null && world.ingress.isEntry(Coordinate.route(coordinate));
    }

    private void line(State state, int span, int service, long coordinate, int level) {
        intake.line(state, spans.pod(span), closing);
        int workload = world.workload(service, Coordinate.region(coordinate));
        lines[workload * TickRecord.LEVELS + level]++;
    }
}
