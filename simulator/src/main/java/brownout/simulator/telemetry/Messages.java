// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.World;

/// What services say about how a request went, and what they say of it on the span.
final class Messages {
    private Messages() {}

    static String of(LineWriter writer, Lines.Line.Request request, Http target) {
        if (!Status.isFailure(request.status())) {
            var outcome = Status.isDecline(request.status()) ? "declined" : "completed";
            return "Request " + outcome + ": " + target.method() + " " + target.route();
        }
        return failure(writer, request);
    }

    private static String failure(LineWriter writer, Lines.Line.Request request) {
        var world = writer.world();
        return switch (request.failure()) {
            case POOL_TIMEOUT -> {
                var pod = writer.pod(request.pod());
                int pool = edge(world, request).pool();
                var spec = world.service(pod.service).pools().get(pool);
                yield "Database connection timeout: "
                        + spec.name()
                        + " - Connection is not available, request timed out after "
                        + spec.acquireTimeoutMicros() / 1000
                        + "ms"
                        + writer.pool(pod, pool, request.endMicros(), request.requestHash());
            }
            case INTERNAL, NONE -> "Unexpected error: IllegalStateException";
            case OVERLOADED -> "Request rejected: too many requests are waiting";
            case UPSTREAM_ERROR ->
                    upstream(world, request)
                            + " failed with "
                            + Status.label(request.upstreamStatus());
            case UPSTREAM_TIMEOUT ->
                    upstream(world, request)
                            + " timed out"
                            + (request.cause() < 0
                                    ? ""
                                    : " after "
                                            + edge(world, request).spec().policy().timeoutMicros()
                                                    / 1000
                                            + "ms");
            case CONNECTION_RESET -> upstream(world, request) + " failed: connection reset by peer";
            case CONNECTION_REFUSED -> upstream(world, request) + " failed: connection refused";
            case DATABASE_ERROR -> upstream(world, request) + " failed";
        };
    }

    private static World.Edge edge(World world, Lines.Line.Request request) {
        var node =
                world.nodes[Coordinate.route(request.coordinate())][(request.code() & 0xff) >>> 1];
        return world.ops[node.op()].edges()[request.cause()];
    }

    /// `Call to payment-api (POST /api/v1/payment)`.
    private static String upstream(World world, Lines.Line.Request request) {
        if (request.cause() < 0) {
            return "Request";
        }
        int route = Coordinate.route(request.coordinate());
        var node = world.nodes[route][(request.code() & 0xff) >>> 1];
        var callee = node.callees()[request.cause()];
        var target = Http.of(world, request.coordinate(), callee.number() << 1 | 1);
        var what =
                target.route().startsWith("/")
                        ? target.method() + " " + target.route()
                        : target.method();
        return "Call to " + target.peer() + " (" + what + ")";
    }
}
