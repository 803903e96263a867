// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Symptom;
import brownout.simulator.estate.ProviderZones;
import brownout.simulator.model.Loss;
import org.jspecify.annotations.Nullable;

/// Turns the coordinate of a request into its spans. A pure function of the coordinate's hash, the
/// quantised frame of the tick in which it began, and the ends of pods; every draw is keyed by (span,
/// purpose) and nothing is consumed in order, so what ended before a pod did is the same whether or
/// not the pod's end is known yet.
///
/// Not thread-safe: make one per reader.
public final class Requests {
    /// No request lives longer: what would end later ends then.
    public static final long MAX_LIFE_MICROS = 60_000_000;

    /// A request that has this many spans is not tried again any more.
    static final int MAX_SPANS = 1500;

    private static final int USERS = 20_000;

    private static final int SHED = 1;
    private static final int WAIT = 2;
    private static final int OWN = 3;
    private static final int OWN_FAILURE = 4;
    private static final int DECLINE = 5;
    private static final int NETWORK = 6;
    private static final int POD = 7;
    private static final int CALL = 8;
    private static final int DURATION = 9;
    private static final int FAIL = 10;
    private static final int HIT = 11;
    private static final int BACKOFF = 12;
    private static final int RESET = 13;
    private static final int BREAKER = 14;
    private static final int QUEUED = 15;
    private static final int BLOCKED = 17;
    private static final int ABSENT = 18;
    private static final long ROOT = SpanCode.server(0, 0);
    private static final int HOT = 1 << 22;
    private static final int POOL = 32; // + call
    private static final int PAUSE = 1 << 22;
    private static final int FILES = (1 << 22) + 1;
    private static final int CONDITION = 1 << 20; // + number of the condition
    private static final int PACKET = 1 << 21; // + number of the condition

    private final World world;

    // The request at hand.
    private Frame frame;
    private Holding holding;
    private Fleet fleet;
    private SpanBuffer out;
    private long request;
    private int rootTick;
    private int region;
    private int user;
    private Deliveries.@Nullable Delivery delivery; // what the root handles, of consumers
    private long limit;

    // What the last call or service returned.
    private long end;
    private int status;
    private Failure failure = Failure.NONE;
    private int symptom = -1; // the condition that `failure` comes from, or -1
    private int cause; // the call that `failure` is about, or -1
    private boolean lost; // the pod went away at `end`
    private boolean hollow; // it looks like success and is not

    public Requests(World world) {
        this.world = world;
        this.fleet = new Fleet(0);
        this.holding = new Holding(world);
        this.frame = new Frame(new Frame.Layout(world, fleet, 0), holding);
        this.out = new SpanBuffer();
    }

    /// The hash that everything about a request hangs on.
    static long requestHash(long seed, int tick, int region, int route, int index) {
        return Rng.hash(Rng.hash(seed, tick, region, route), index);
    }

    /// The number, from 1, of the user on whose behalf a request is made.
    public static int user(long requestHash) {
        return 1 + Rng.below(Rng.hash(requestHash, 0x05e7), USERS);
    }

    /// The shard of a cache that a user's keys are on.
    public static int shard(int user, int shards) {
        return Rng.below(Rng.hash(user, 0x5a4d), shards);
    }

    /// How many requests for `route` arrive in `region` during `tick`.
    int count(Frame ofTick, long seed, int tick, int inRegion, int route) {
        if (world.isConsumer(route)) {
            int consumer = world.consumer(route).number();
            return ofTick.deliveries().count(consumer * world.regions + inRegion);
        }
        double mean = ofTick.at(Gauge.Route.ARRIVALS, inRegion * world.trees.length + route);
        return Rng.poisson(Rng.hash(seed, tick, inRegion, ~route), mean);
    }

    /// Request `index` of `count`: starts in its own part of the tick, so they are in order.
    private static long startMicros(int tick, int index, int count, long hash) {
        double offset = (index + Rng.uniform(Rng.hash(hash, 0))) / count * 1e6;
        return tick * 1_000_000L + Math.min(999_999, (long) offset);
    }

    /// Fills `buffer` with the spans of a request.
    public void eval(
            Frame rootFrame,
            Fleet pods,
            long seed,
            int tick,
            int inRegion,
            int route,
            int index,
            int count,
            SpanBuffer buffer) {
        frame = rootFrame;
        holding = rootFrame.holding();
        fleet = pods;
        out = buffer;
        rootTick = tick;
        region = inRegion;
        request = requestHash(seed, tick, inRegion, route, index);
        user = holding.isEmpty() ? 0 : user(request);
        long start = startMicros(tick, index, count, request);
        out.clear(request, start);
        limit = start + MAX_LIFE_MICROS;
        delivery =
                world.isConsumer(route)
                        ? frame.deliveries()
                                .at(world.consumer(route).number() * world.regions + region, index)
                        : null;
        serve(world.trees[route], 0, start, -1);
        if (delivery == null && (lost || out.size() == 0)) {
            giveUp(world.trees[route], start);
        }
    }

    /// Whoever sent the request gets no answer, and learns of it as callers do.
    private void giveUp(World.Node root, long start) {
        if (lost) {
            long later = end + 1 + (long) (draw(ROOT, RESET) * 1500);
            out.unanswered(Status.RESET, Math.min(later, limit), out.pod(0));
        } else {
            var pod = picked(root, ROOT, start);
            out.unanswered(status, Math.max(end, start + 1), pod == null ? -1 : pod.id);
        }
    }

    private double draw(long code, int purpose) {
        return Rng.uniform(Rng.mix(request + Rng.mix(code * 0x9e3779b97f4a7c15L + purpose)));
    }

    /// The pod that takes a request, or null where none does.
    private @Nullable Pod picked(World.Node node, long code, long start) {
        int workload = world.workload(world.ops[node.op()].service(), region);
        int tick = (int) Math.floorDiv(start, 1_000_000L);
        if (delivery != null && node.number() == 0) {
            var owners = fleet.readyPods(workload, tick);
            return owners.length == 0 ? null : owners[delivery.partition() % owners.length];
        }
        return fleet.pick(workload, tick, Rng.hash(request, code, POD));
    }

    /// A service answers: opens a server span at `start` unless there is no pod to take the request.
    private void serve(World.Node node, long attempts, long start, int parent) {
        var op = world.ops[node.op()];
        long code = SpanCode.server(attempts, node.number());
        var pod = picked(node, code, start);
        lost = false;
        hollow = false;
        if (pod == null) {
            end = start;
            status = Status.REFUSED;
            failure = Failure.CONNECTION_REFUSED;
            symptom = -1;
            return;
        }
        boolean steady = fleet.isSteady(pod.id);
        if (!steady && !fleet.isUp(pod.id, (int) Math.floorDiv(start, 1_000_000L))) {
            lost = false; // its node is gone and nobody has noticed: there is no answer at all
            end = limit;
            status = Status.TIMEOUT;
            failure = Failure.UPSTREAM_TIMEOUT;
            symptom = -1;
            return;
        }
        int span = out.open(code, parent, pod.id, start);
        long kill = steady ? Long.MAX_VALUE : fleet.endMicros(pod.id, start);
        work(op, node, attempts, span, pod, kill);
        end = Math.min(Math.max(end, start + 1), limit);
        if (lost || end > kill) {
            out.drop(span);
            lost = true;
            end = kill;
        } else {
            boolean failed = failure != Failure.NONE;
            out.close(span, end, status, failure, failed ? cause : -1, symptom);
        }
        hollow = out.isHollow(span);
    }

    // What conditions make of an operation's own work.
    private double cpuFactor;
    private long addedMicros;
    private int failing; // the condition that this one fails of, or -1

    private void meet(World.Op op, Pod pod, long code) {
        cpuFactor = 1;
        addedMicros = 0;
        failing = -1;
        for (int number : holding.ofOp(op.index())) {
            var held = holding.get(number);
            var work = (Condition.Work) held.condition();
            double level = held.level(rootTick);
            if (level > 0
                    && holding.concerns(work.scope(), held.since(), pod)
                    && holding.concerns(work.scope(), user)) {
                cpuFactor *= 1 + (work.cpuFactor() - 1) * level;
                addedMicros += (long) (work.addedMicros() * level);
                if (failing < 0
                        && work.errorRatio() > 0
                        && draw(code, CONDITION + number) < work.errorRatio() * level) {
                    failing = number;
                }
            }
        }
    }

    /// The inside of a server span. Sets `end`, `status`, `failure`, `lost`.
    private void work(World.Op op, World.Node node, long attempts, int span, Pod pod, long kill) {
        long code = out.code(span);
        int workload = pod.workload;
        long t = out.startMicros(span);
        cause = -1;
        double shed = frame.at(Gauge.Workload.SHED, workload);
        if (shed > 0 && draw(code, SHED) < shed) {
            finish(t + 300 + (long) (draw(code, WAIT) * 900), 503, Failure.OVERLOADED);
            return;
        }
        double wait = frame.at(Gauge.Workload.WAIT_MICROS, workload);
        if (wait > 0) {
            t += (long) (wait * (0.8 + 0.4 * draw(code, WAIT))); // in a line all wait about alike
        }
        t += pause(pod, code);
        meet(op, pod, code);
        double mean = op.spec().cpuMicros() * stretch(pod) * cpuFactor;
        double own = op.own().at(mean, draw(code, OWN)) + addedMicros;
        long part = (long) (own / (op.edges().length + 1)) + 1;
        t += part;
        if (failing >= 0) {
            int number = failing;
            var looks = holding.symptom(number);
            boolean isError = looks.status() >= 500;
            finish(
                    t + Math.max(0, looks.afterMicros()),
                    looks.status(),
                    isError ? looks.failure() : Failure.NONE);
            symptom = number;
            return;
        }
        if (delivery != null && delivery.isPoison() && node.number() == 0) {
            finish(t, 500, Failure.UNREADABLE);
            return;
        }
        boolean missed = false;
        boolean held = false;
        boolean spoiled = false;
        for (int c = 0; c < op.edges().length; c++) {
            cause = c;
            var edge = op.edges()[c];
            var callee = node.callees()[c];
            long calleeCode = SpanCode.client(SpanCode.attempts(attempts, 0), callee.number(), 0);
            if ((edge.spec().onMiss() && !missed)
                    || (edge.spec().probability() < 1
                            && draw(calleeCode, CALL) >= edge.spec().probability())) {
                t += part; // its own work is the same without the call
                continue;
            }
            meet(edge, pod);
            int repeats = callRepeats;
            for (int repeat = 0; repeat < repeats; repeat++) {
                if (t >= limit) {
                    finish(limit, 504, Failure.UPSTREAM_TIMEOUT);
                    return;
                }
                if (edge.pool() >= 0 && !(held && edge.pool() == op.transactionPool())) {
                    t = borrow(pod, edge.pool(), code, c + 64 * repeat, t);
                    if (gaveUp) {
                        finish(t + part, 500, Failure.POOL_TIMEOUT);
                        return;
                    }
                    held |= edge.pool() == op.transactionPool();
                }
                call(edge, callee, attempts, repeat, span, pod, kill, t);
                if (lost) {
                    return;
                }
                cause = c;
                t = end;
                spoiled |= hollow && edge.spec().critical();
                missed = edge.read() ? status != Status.DONE || missedLast : missed;
                if (!edge.spec().critical() && lastSpan >= 0 && Status.isFailure(status)) {
                    out.markForgone(lastSpan);
                }
                if (edge.spec().critical() && status != Status.DONE) {
                    boolean refused =
                            Status.isDecline(status)
                                    && failure != Failure.NOT_FOUND
                                    && (edge.kind() != World.Kind.SERVICE || symptom >= 0);
                    if (Status.isFailure(status) || refused) {
                        failUpstream(edge, t + part);
                        return;
                    }
                    if (Status.isDecline(status)) {
                        end = t + part;
                        failure = failure == Failure.NOT_FOUND ? failure : Failure.NONE;
                        return; // what the callee did not want, this one does not either
                    }
                }
            }
            t += part;
        }
        conclude(op, code, t);
        if (spoiled && !Status.isFailure(status)) {
            out.markHollow(span);
        }
    }

    /// A pod younger than the request has no columns: it is as its workload is.
    private double stretch(Pod pod) {
        return frame.has(pod.id)
                ? frame.at(Gauge.Pod.STRETCH, pod.id)
                : frame.at(Gauge.Workload.STRETCH, pod.workload);
    }

    /// How long the runtime or the CPU limit makes a request stand still.
    private long pause(Pod pod, long code) {
        double paused = frame.has(pod.id) ? frame.at(Gauge.Pod.PAUSED, pod.id) : 0;
        double u = paused <= 0 ? 1 : draw(code, PAUSE);
        return u >= paused
                ? 0
                : (long) (-frame.at(Gauge.Pod.PAUSE_MICROS, pod.id) * StrictMath.log(u / paused));
    }

    private boolean missedLast;
    private int lastSpan; // of the last call, or -1 where none was made
    private boolean gaveUp;

    private void finish(long at, int httpStatus, Failure why) {
        end = at;
        status = Status.of(httpStatus);
        failure = why;
        symptom = -1;
        lost = false;
    }

    /// Fails of the last call; a symptom of that call stays the reason.
    private void failUpstream(World.Edge edge, long at) {
        int of = symptom;
        if (failure == Failure.TOO_MANY_FILES) {
            finish(at, 500, Failure.TOO_MANY_FILES);
            return;
        }
        if (edge.kind() == World.Kind.DATABASE || edge.kind() == World.Kind.CACHE) {
            boolean said = symptom < 0 && failure != Failure.NONE;
            finish(at, 500, said ? failure : Failure.DATABASE_ERROR);
        } else if (failure == Failure.BREAKER_OPEN) {
            finish(at, 503, Failure.BREAKER_OPEN);
        } else if (status == Status.TIMEOUT) {
            finish(at, 504, Failure.UPSTREAM_TIMEOUT);
        } else if (status == Status.RESET) {
            finish(at, 502, Failure.CONNECTION_RESET);
        } else if (status == Status.REFUSED) {
            finish(at, 503, Failure.CONNECTION_REFUSED);
        } else if (status == Status.UNRESOLVED) {
            finish(at, 502, Failure.NAME_RESOLUTION);
        } else if (status == Status.UNTRUSTED) {
            finish(at, 502, Failure.HANDSHAKE);
        } else if (Status.code(status) == 429) {
            finish(at, 503, Failure.QUOTA_EXCEEDED);
        } else {
            finish(at, 502, Failure.UPSTREAM_ERROR);
        }
        symptom = of;
    }

    private void conclude(World.Op op, long code, long at) {
        cause = -1;
        var spec = op.spec();
        if (spec.errorRatio() > 0 && draw(code, OWN_FAILURE) < spec.errorRatio()) {
            finish(at, 500, Failure.INTERNAL);
        } else if (spec.decline().ratio() > 0 && draw(code, DECLINE) < spec.decline().ratio()) {
            finish(at, spec.decline().status(), Failure.NONE);
        } else {
            finish(at, spec.successStatus(), Failure.NONE);
        }
    }

    /// -log of the smallest number that is drawn, 2^-53, rounded up.
    private static final double LARGEST_EXPONENTIAL = 37;

    /// Waits for a connection from `at` until the instant returned; `gaveUp` says with what success.
    private long borrow(Pod pod, int pool, long code, int purpose, long at) {
        gaveUp = false;
        if (!frame.has(pod.id)) {
            return at; // younger than the request: its pool is idle
        }
        long patience = world.poolPatience[pod.service][pool];
        double u = draw(code, POOL + purpose);
        double timeouts = frame.at(Gauge.Pool.TIMEOUTS, pod.id, pool);
        if (u < timeouts) {
            gaveUp = true;
            return at + patience + (long) (u / timeouts * 800);
        }
        double mean = frame.at(Gauge.Pool.WAIT_MICROS, pod.id, pool);
        double backlog = frame.at(Gauge.Pool.BACKLOG_MICROS, pod.id, pool);
        if (timeouts == 0 && backlog == 0 && mean * LARGEST_EXPONENTIAL < 1) {
            return at; // whatever is drawn, it is less than a microsecond
        }
        double v = (u - timeouts) / (1 - timeouts);
        double random = mean <= 0 ? 0 : -mean * StrictMath.log(1 - v);
        double shared = backlog * (0.8 + 0.2 * v);
        return at + (long) Math.min(random + shared, patience - 1000.0);
    }

    // What conditions make of a call, before it is known whom it reaches.
    private int callRepeats;
    private long callTimeout;
    private int callRetries;

    private void meet(World.Edge edge, Pod pod) {
        var policy = edge.spec().policy();
        callRepeats = 1;
        callTimeout = policy.timeoutMicros();
        callRetries = policy.retries();
        for (int number : holding.ofEdge(edge.index())) {
            var held = holding.get(number);
            var calls = (Condition.Calls) held.condition();
            double level = held.level(rootTick);
            if (level > 0
                    && holding.concerns(calls.scope(), held.since(), pod)
                    && holding.concerns(calls.scope(), user)) {
                callRepeats =
                        Math.max(callRepeats, (int) Math.rint(1 + (calls.repeat() - 1) * level));
                callTimeout = calls.timeoutMicros() > 0 ? calls.timeoutMicros() : callTimeout;
                callRetries = calls.retries() >= 0 ? calls.retries() : callRetries;
            }
        }
        if (edge.kind() == World.Kind.SERVICE) {
            callRepeats = 1;
        }
    }

    /// A call with its retries, from `at`. Sets `end` and `status` of the last attempt.
    private void call(
            World.Edge edge,
            World.Node node,
            long attempts,
            int repeat,
            int parent,
            Pod pod,
            long kill,
            long at) {
        long timeout = callTimeout;
        int retries = callRetries;
        long backoff = edge.spec().policy().backoffMicros();
        long t = at;
        lastSpan = -1;
        hollow = false;
        for (int attempt = 0; ; attempt++) {
            if (t >= kill) {
                lost = true;
                end = kill;
                return;
            }
            long path = SpanCode.attempts(attempts, attempt);
            long code = SpanCode.client(path, node.number(), repeat);
            double open = frame.at(Gauge.Edge.OPEN, edge.index() * world.regions + region);
            if (open > 0 && draw(code, BREAKER) < open) {
                end = t;
                status = Status.REFUSED;
                failure = Failure.BREAKER_OPEN;
                symptom = -1;
                return;
            }
            int span = attempt(edge, node, code, path, parent, pod, timeout, t);
            end = Math.min(end, limit);
            if (end > kill) {
                out.drop(span);
                lost = true;
                end = kill;
                return;
            }
            out.close(span, end, status, failure, -1, symptom);
            lost = false;
            lastSpan = span;
            if (!Status.isFailure(status)
                    || attempt == retries
                    || end >= limit
                    || out.size() > MAX_SPANS) {
                return;
            }
            out.markRetried(span);
            double pause = backoff * (double) (1L << Math.min(attempt, 10));
            t = end + (long) (pause * (0.75 + 0.5 * draw(code, BACKOFF)));
        }
    }

    // What conditions make of one attempt.
    private double answerFactor;
    private long onTheWay;
    private double finds; // share of what would be hit that is
    private int refusing; // the condition that the attempt fails of, or -1

    private void meet(World.Edge edge, World.Node node, long code, long path, Pod pod, long start) {
        answerFactor = 1;
        onTheWay = 0;
        finds = 1;
        refusing = -1;
        for (int number : holding.ofEdge(edge.index())) {
            var held = holding.get(number);
            var calls = (Condition.Calls) held.condition();
            double level = held.level(rootTick);
            if (level <= 0
                    || !holding.concerns(calls.scope(), held.since(), pod)
                    || !holding.concerns(calls.scope(), user)
                    || !reaches(edge, node, code, path, calls, held.since(), start)) {
                continue;
            }
            answerFactor *= 1 + (calls.factor() - 1) * level;
            finds *= 1 - calls.missRatio() * level;
            onTheWay += (long) (calls.addedMicros() * level);
            if (calls.lossRatio() > 0) {
                onTheWay +=
                        Loss.delayMicros(draw(code, PACKET + number), calls.lossRatio() * level);
            }
            if (refusing < 0
                    && calls.errorRatio() > 0
                    && draw(code, CONDITION + number) < calls.errorRatio() * level) {
                refusing = number;
            }
        }
    }

    private boolean reaches(
            World.Edge edge,
            World.Node node,
            long code,
            long path,
            Condition.Calls calls,
            int since,
            long start) {
        if (edge.kind() != World.Kind.SERVICE) {
            var wanted = calls.to().region();
            var here = world.estate.regions().get(region).name();
            return wanted.isEmpty()
                    || wanted.equals(here)
                    || (edge.kind() == World.Kind.THIRD_PARTY
                            && ProviderZones.is(wanted, here, zone(edge, code)));
        }
        var callee = picked(node, SpanCode.server(path, node.number()), start);
        return callee != null && holding.concerns(calls.to(), since, callee);
    }

    private int zone(World.Edge edge, long code) {
        return holding.zones().pick(world, edge.component(), region, request, code);
    }

    /// One attempt; returns its client span, still open, and sets `end`, `status` and `failure`.
    private int attempt(
            World.Edge edge,
            World.Node node,
            long code,
            long path,
            int parent,
            Pod pod,
            long timeout,
            long start) {
        int span = out.open(code, parent, pod.id, start);
        hollow = false;
        if (frame.has(pod.id)) {
            double refuses = frame.at(Gauge.Pod.REFUSES, pod.id);
            if (refuses > 0 && draw(code, FILES) < refuses) {
                end = start + 120;
                status = edge.peer() >= 0 ? Status.REFUSED : Status.FAILED;
                failure = Failure.TOO_MANY_FILES;
                symptom = -1;
                missedLast = false;
                lost = false;
                return span;
            }
        }
        meet(edge, node, code, path, pod, start);
        long patience = start + timeout;
        if (refusing >= 0 && !holding.symptom(refusing).isHollow()) {
            refuse(edge, holding.symptom(refusing), refusing, start, patience);
            return span;
        }
        long way = onTheWay;
        if (edge.kind() == World.Kind.SERVICE) {
            long network = 120 + (long) (draw(code, NETWORK) * 260) + way / 2;
            serve(node, path, start + network, span);
            if (lost) { // its caller learns of it a moment later
                end = Math.max(end, start) + 1 + (long) (draw(code, RESET) * 1500);
                status = Status.RESET;
            } else {
                end += network;
            }
            failure = Failure.NONE;
            symptom = -1;
        } else {
            answer(edge, code, span, start);
            end += way;
            out.markAway(span, way);
        }
        if (end > patience) {
            end = patience;
            status = edge.peer() >= 0 ? Status.TIMEOUT : Status.FAILED;
            failure = Failure.NONE;
            symptom = -1;
        }
        if (refusing >= 0 && !Status.isFailure(status)) {
            symptom = refusing;
            out.markUnparsed(span);
            hollow = true;
        }
        hollow &= !Status.isFailure(status);
        lost = false;
        return span;
    }

    /// The attempt fails before anybody answers.
    private void refuse(World.Edge edge, Symptom looks, int number, long start, long patience) {
        boolean waits = looks.afterMicros() < 0;
        end = waits ? patience : Math.min(patience, start + Math.max(1, looks.afterMicros()));
        status = statusOf(edge, looks);
        failure = looks.failure();
        symptom = number;
        missedLast = false;
        lost = false;
    }

    static int statusOf(World.Edge edge, Symptom looks) {
        if (edge.peer() < 0) {
            return Status.FAILED;
        }
        if (looks.status() > 0) {
            return Status.of(looks.status());
        }
        return switch (looks.failure()) {
            case NAME_RESOLUTION -> Status.UNRESOLVED;
            case HANDSHAKE -> Status.UNTRUSTED;
            case CONNECTION_RESET -> Status.RESET;
            case CONNECTION_REFUSED, BREAKER_OPEN -> Status.REFUSED;
            case NONE,
                    POOL_TIMEOUT,
                    INTERNAL,
                    OVERLOADED,
                    TOO_MANY_FILES,
                    UPSTREAM_ERROR,
                    UPSTREAM_TIMEOUT,
                    DATABASE_ERROR,
                    PUBLISH_ERROR,
                    OUT_OF_MEMORY,
                    LOADING,
                    UNREADABLE,
                    NOT_FOUND,
                    DATABASE_UNAVAILABLE,
                    READ_ONLY,
                    NO_SPACE,
                    DEADLOCK,
                    QUOTA_EXCEEDED ->
                    Status.TIMEOUT;
        };
    }

    private static final Failure[] FAILURES = Failure.values();

    /// What a command waits for where its user's keys share a shard with a hot key.
    private long hotWait(int cache, long code) {
        int i = cache * world.regions + region;
        double hot = frame.at(Gauge.Cache.HOT_SHARD, i);
        if (hot <= 0 || shard(user(request), world.shards(cache)) + 1 != (int) hot) {
            return 0;
        }
        double wait = frame.at(Gauge.Cache.HOT_WAIT_MICROS, i);
        return (long) (-wait * StrictMath.log(draw(code, HOT)));
    }

    /// The HTTP status that somebody answers with who fails in a way, or 0 where there is no answer.
    private static int answerOf(Failure failure) {
        return switch (failure) {
            case UPSTREAM_ERROR -> 503;
            case QUOTA_EXCEEDED -> 429;
            default -> 0;
        };
    }

    /// A database, cache or third party answers.
    private void answer(World.Edge edge, long code, int span, long start) {
        int target = edge.target() * world.regions + region;
        double mean = edge.meanMicros() * frame.at(Gauge.Target.FACTOR, target) * answerFactor;
        end = start + 1 + (long) edge.latency().at(mean, draw(code, DURATION));
        double wait = frame.at(Gauge.Target.WAIT_MICROS, target);
        if (wait > 0 && draw(code, BLOCKED) < frame.at(Gauge.Target.WAITING, target)) {
            out.markBlocked(span);
            end += (long) (-wait * StrictMath.log(draw(code, QUEUED)));
        }
        if (edge.kind() == World.Kind.CACHE) {
            end += hotWait(edge.component(), code);
        }
        failure = Failure.NONE;
        symptom = -1;
        double u = draw(code, FAIL);
        double fails = frame.at(Gauge.Target.FAILS, target);
        if (fails > 0 && u < fails) {
            failure = FAILURES[(int) frame.at(Gauge.Target.FAILURE, target)];
            status = statusOf(edge, Symptom.of(failure, answerOf(failure), 0));
        } else if (edge.errorRatio() > 0 && u < fails + edge.errorRatio()) {
            status = edge.peer() >= 0 ? Status.of(503) : Status.FAILED;
        } else {
            status = edge.peer() >= 0 ? Status.of(200) : Status.DONE;
        }
        double absent = frame.at(Gauge.Target.ABSENT, target);
        if (absent > 0 && status == Status.DONE && draw(code, ABSENT) < absent) {
            status = Status.of(404);
            failure = Failure.NOT_FOUND;
        }
        missedLast = false;
        if (edge.read() && status == Status.DONE) {
            missedLast = draw(code, HIT) >= frame.at(Gauge.Target.HITS, target) * finds;
            if (missedLast) {
                out.markMiss(span);
            }
        }
    }
}
