// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// Turns the coordinate of a request into its spans. A pure function of the coordinate's hash, the
/// quantised frame of the tick in which it began, and the ends of pods; every draw is keyed by (span,
/// purpose) and nothing is consumed in order, so what ended before a pod did is the same whether or
/// not the pod's end is known yet.
///
/// A span's code is `attempts << 8 | node << 1 | side`: side 0 is the callee's, and `attempts` has two
/// bits for each call on the way from the root saying which attempt it was.
///
/// Not thread-safe: make one per reader.
public final class Requests {
    /// No request lives longer: what would end later ends then.
    public static final long MAX_LIFE_MICROS = 60_000_000;

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
    private static final int POOL = 16; // + call

    private final World world;

    // The request at hand.
    private Frame frame;
    private Fleet fleet;
    private SpanBuffer out;
    private long request;
    private int region;
    private long limit;

    // What the last call or service returned.
    private long end;
    private int status;
    private Failure failure = Failure.NONE;
    private int cause; // the call that `failure` is about, or -1
    private boolean lost; // the pod went away at `end`

    public Requests(World world) {
        this.world = world;
        this.fleet = new Fleet(0);
        this.frame = new Frame(new Frame.Layout(world, fleet, 0));
        this.out = new SpanBuffer();
    }

    static int nodeOf(int code) {
        return (code & 0xff) >>> 1;
    }

    static boolean isServer(int code) {
        return (code & 1) == 0;
    }

    private static int code(int attempts, int node, int side) {
        return attempts << 8 | node << 1 | side;
    }

    /// The hash that everything about a request hangs on.
    static long requestHash(long seed, int tick, int region, int route, int index) {
        return Rng.hash(Rng.hash(seed, tick, region, route), index);
    }

    /// How many requests for `route` arrive in `region` during `tick`.
    static int count(Frame frame, long seed, int tick, int region, int route) {
        return Rng.poisson(Rng.hash(seed, tick, region, ~route), frame.arrivals(region, route));
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
        fleet = pods;
        out = buffer;
        region = inRegion;
        request = requestHash(seed, tick, inRegion, route, index);
        out.clear(request);
        long start = startMicros(tick, index, count, request);
        limit = start + MAX_LIFE_MICROS;
        serve(world.trees[route], 0, start, -1);
    }

    private double draw(int code, int purpose) {
        return Rng.uniform(Rng.mix(request + Rng.mix((long) code << 8 | purpose)));
    }

    /// A service answers: opens a server span at `start` unless there is no pod to take the request.
    private void serve(World.Node node, int attempts, long start, int parent) {
        var op = world.ops[node.op()];
        int code = code(attempts, node.number(), 0);
        int workload = world.workload(op.service(), region);
        int tick = (int) Math.floorDiv(start, 1_000_000L);
        var pod = fleet.pick(workload, tick, Rng.hash(request, code, POD));
        lost = false;
        if (pod == null) {
            end = start;
            status = Status.REFUSED;
            failure = Failure.CONNECTION_REFUSED;
            return;
        }
        int span = out.open(code, parent, pod.id, start);
        long kill = fleet.endMicros(pod.id);
        work(op, node, attempts, span, pod, kill);
        end = Math.min(Math.max(end, start + 1), limit);
        if (lost || end > kill) {
            out.drop(span);
            lost = true;
            end = kill;
        } else {
            out.close(span, end, status, failure, failure == Failure.NONE ? -1 : cause);
        }
    }

    /// The inside of a server span. Sets `end`, `status`, `failure`, `lost`.
    private void work(World.Op op, World.Node node, int attempts, int span, Pod pod, long kill) {
        int code = out.code(span);
        int workload = pod.workload;
        long t = out.startMicros(span);
        cause = -1;
        double shed = frame.shed(workload);
        if (shed > 0 && draw(code, SHED) < shed) {
            finish(t + 300 + (long) (draw(code, WAIT) * 900), 503, Failure.OVERLOADED);
            return;
        }
        double wait = frame.waitMicros(workload);
        if (wait > 0) {
            t += (long) (wait * (0.5 + draw(code, WAIT)));
        }
        double own = op.own().at(op.spec().cpuMicros() * frame.stretch(workload), draw(code, OWN));
        long part = (long) (own / (op.edges().length + 1)) + 1;
        t += part;
        boolean missed = false;
        boolean held = false;
        for (int c = 0; c < op.edges().length; c++) {
            cause = c;
            var edge = op.edges()[c];
            var callee = node.callees()[c];
            int calleeCode = code(attempts << 2, callee.number(), 1);
            if ((edge.spec().onMiss() && !missed)
                    || (edge.spec().probability() < 1
                            && draw(calleeCode, CALL) >= edge.spec().probability())) {
                continue;
            }
            if (t >= limit) {
                finish(limit, 504, Failure.UPSTREAM_TIMEOUT);
                return;
            }
            if (edge.pool() >= 0 && !(held && edge.pool() == op.transactionPool())) {
                t = borrow(pod, edge.pool(), code, c, t);
                if (gaveUp) {
                    finish(t + part, 500, Failure.POOL_TIMEOUT);
                    return;
                }
                held |= edge.pool() == op.transactionPool();
            }
            call(edge, callee, attempts, span, pod, kill, t);
            if (lost) {
                return;
            }
            cause = c;
            t = end;
            missed = edge.read() ? status == Status.DONE && missedLast : missed;
            if (edge.spec().critical() && status != Status.DONE) {
                if (Status.isFailure(status)) {
                    failUpstream(edge, t + part);
                    return;
                }
                if (Status.isDecline(status)) {
                    end = t + part;
                    failure = Failure.NONE;
                    return; // what the callee did not want, this one does not either
                }
            }
            t += part;
        }
        conclude(op, code, t);
    }

    private boolean missedLast;
    private boolean gaveUp;

    private void finish(long at, int httpStatus, Failure why) {
        end = at;
        status = Status.of(httpStatus);
        failure = why;
        lost = false;
    }

    private void failUpstream(World.Edge edge, long at) {
        if (edge.kind() == World.Kind.DATABASE || edge.kind() == World.Kind.CACHE) {
            finish(at, 500, Failure.DATABASE_ERROR);
        } else if (status == Status.TIMEOUT) {
            finish(at, 504, Failure.UPSTREAM_TIMEOUT);
        } else if (status == Status.RESET) {
            finish(at, 502, Failure.CONNECTION_RESET);
        } else if (status == Status.REFUSED) {
            finish(at, 503, Failure.CONNECTION_REFUSED);
        } else {
            finish(at, 502, Failure.UPSTREAM_ERROR);
        }
    }

    private void conclude(World.Op op, int code, long at) {
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

    /// Waits for a connection from `at` until the instant returned; `gaveUp` says with what success.
    private long borrow(Pod pod, int pool, int code, int call, long at) {
        gaveUp = false;
        if (!frame.has(pod.id)) {
            return at; // younger than the request: its pool is idle
        }
        long patience = world.service(pod.service).pools().get(pool).acquireTimeoutMicros();
        double u = draw(code, POOL + call);
        double timeouts = frame.poolTimeouts(pod.id, pool);
        if (u < timeouts) {
            gaveUp = true;
            return at + patience + (long) (u / timeouts * 800);
        }
        double v = (u - timeouts) / (1 - timeouts);
        double random = -frame.poolWaitMicros(pod.id, pool) * StrictMath.log(1 - v);
        double shared = frame.poolBacklogMicros(pod.id, pool) * (0.8 + 0.2 * v);
        return at + (long) Math.min(random + shared, patience - 1000.0);
    }

    /// A call with its retries, from `at`. Sets `end` and `status` of the last attempt.
    private void call(
            World.Edge edge,
            World.Node node,
            int attempts,
            int parent,
            Pod pod,
            long kill,
            long at) {
        var policy = edge.spec().policy();
        long t = at;
        for (int attempt = 0; ; attempt++) {
            if (t >= kill) {
                lost = true;
                end = kill;
                return;
            }
            int path = attempts << 2 | attempt;
            int span = attempt(edge, node, path, parent, pod, t);
            end = Math.min(end, limit);
            if (end > kill) {
                out.drop(span);
                lost = true;
                end = kill;
                return;
            }
            out.close(span, end, status, Failure.NONE, -1);
            lost = false;
            if (!Status.isFailure(status) || attempt == policy.retries() || end >= limit) {
                return;
            }
            out.markRetried(span);
            double pause = policy.backoffMicros() * (double) (1 << attempt);
            t = end + (long) (pause * (0.75 + 0.5 * draw(out.code(span), BACKOFF)));
        }
    }

    /// One attempt; returns its client span, still open, and sets `end` and `status`.
    private int attempt(
            World.Edge edge, World.Node node, int path, int parent, Pod pod, long start) {
        int code = code(path, node.number(), 1);
        int span = out.open(code, parent, pod.id, start);
        long network = 120 + (long) (draw(code, NETWORK) * 260);
        if (edge.kind() == World.Kind.SERVICE) {
            serve(node, path, start + network, span);
            if (lost) { // its caller learns of it a moment later
                end = Math.max(end, start) + 1 + (long) (draw(code, RESET) * 1500);
                status = Status.RESET;
            } else {
                end += network;
            }
        } else {
            answer(edge, code, span, start);
        }
        long patience = start + edge.spec().policy().timeoutMicros();
        if (end > patience) {
            end = patience;
            status = edge.peer() >= 0 ? Status.TIMEOUT : Status.FAILED;
        }
        lost = false;
        return span;
    }

    /// A database, cache or third party answers.
    private void answer(World.Edge edge, int code, int span, long start) {
        double mean = edge.meanMicros() * factor(edge);
        end = start + 1 + (long) edge.latency().at(mean, draw(code, DURATION));
        boolean fails = edge.errorRatio() > 0 && draw(code, FAIL) < edge.errorRatio();
        if (edge.peer() >= 0) {
            status = Status.of(fails ? 503 : 200);
        } else {
            status = fails ? Status.FAILED : Status.DONE;
        }
        missedLast = false;
        if (edge.read()) {
            int cache = edge.component() * world.regions + region;
            missedLast = draw(code, HIT) >= frame.cacheHits(cache);
            if (missedLast) {
                out.markMiss(span);
            }
        }
    }

    private double factor(World.Edge edge) {
        int instance = edge.component() * world.regions + region;
        return switch (edge.kind()) {
            case DATABASE -> frame.databaseFactor(instance);
            case CACHE -> frame.cacheFactor(instance);
            case THIRD_PARTY -> frame.thirdPartyFactor(edge.component());
            case SERVICE -> 1;
        };
    }
}
