// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.condition.Failure;
import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.SpanCode;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Sentence;
import java.util.List;

/// What services say about how a request went, and what they say of it on the span.
final class Messages {
    private Messages() {}

    /// What is said where the operation has no sentence for it, see [#says].
    static String of(LineWriter writer, Lines.Line.Request request, Http target) {
        if (!Status.isFailure(request.status())) {
            if (request.symptom() != null && !request.symptom().message().isEmpty()) {
                return request.symptom().message();
            }
            var message = writer.message(request);
            if (!message.isEmpty()) {
                return "Message handled: " + message;
            }
            if (request.failure() == Failure.NOT_FOUND && request.cause() >= 0) {
                return row(writer.world(), request) + " not found";
            }
            var outcome = Status.isDecline(request.status()) ? "declined" : "completed";
            return "Request " + outcome + ": " + target.method() + " " + target.route();
        }
        return failure(writer, request);
    }

    /// The sentences of its operation for a request like this; none says it in [#of]'s words. Of an
    /// answer that only looks like success a service does not say what it has done.
    static List<Sentence> says(World world, Lines.Line.Request request) {
        if (request.hollow() || request.failure() != Failure.NONE || request.symptom() != null) {
            return List.of();
        }
        int route = Coordinate.route(request.coordinate());
        var spec = world.ops[world.nodes[route][SpanCode.node(request.code())].op()].spec();
        if (!Status.isDecline(request.status())) {
            return spec.says();
        }
        boolean own = Status.code(request.status()) == spec.decline().status();
        return own ? spec.decline().says() : List.of();
    }

    /// What lines and spans call the failure of a request.
    static String errorType(Lines.Line.Request request) {
        return request.symptom() == null ? request.failure().errorType() : request.symptom().type();
    }

    private static String failure(LineWriter writer, Lines.Line.Request request) {
        var world = writer.world();
        var symptom = request.symptom();
        if (symptom != null && !symptom.message().isEmpty()) {
            return request.cause() < 0
                    ? symptom.message()
                    : upstream(world, request) + " failed: " + symptom.message();
        }
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
            case OVERLOADED -> rejected(writer, request);
            case TOO_MANY_FILES ->
                    (request.cause() < 0 ? "Call" : upstream(world, request))
                            + " failed: socket: too many open files";
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
            case DATABASE_ERROR, PUBLISH_ERROR -> upstream(world, request) + " failed";
            case UNREADABLE ->
                    "Message "
                            + writer.message(request)
                            + " cannot be read: unknown field at position 17";
            case OUT_OF_MEMORY, LOADING ->
                    upstream(world, request) + " failed: " + said(request.failure());
            case NOT_FOUND, DATABASE_UNAVAILABLE, READ_ONLY, NO_SPACE, DEADLOCK ->
                    upstream(world, request)
                            + " failed: "
                            + DatabaseMessages.of(request.failure(), verb(world, request));
            case QUOTA_EXCEEDED -> upstream(world, request) + " failed with 429: quota exceeded";
            case NAME_RESOLUTION ->
                    upstream(world, request)
                            + " failed: "
                            + edge(world, request).spec().target()
                            + ": Name or service not known";
            case HANDSHAKE -> upstream(world, request) + " failed: TLS handshake failed";
            case BREAKER_OPEN ->
                    upstream(world, request) + " not permitted: the circuit breaker is open";
        };
    }

    /// What a server answers when it fails like this, or "".
    static String said(Failure failure) {
        return switch (failure) {
            case OUT_OF_MEMORY -> "OOM command not allowed when used memory > 'maxmemory'.";
            case LOADING -> "LOADING Redis is loading the dataset in memory";
            case CONNECTION_REFUSED -> "connection refused";
            case NONE,
                    POOL_TIMEOUT,
                    INTERNAL,
                    OVERLOADED,
                    TOO_MANY_FILES,
                    UPSTREAM_ERROR,
                    UPSTREAM_TIMEOUT,
                    CONNECTION_RESET,
                    DATABASE_ERROR,
                    NAME_RESOLUTION,
                    HANDSHAKE,
                    BREAKER_OPEN,
                    PUBLISH_ERROR,
                    UNREADABLE,
                    NOT_FOUND,
                    DATABASE_UNAVAILABLE,
                    READ_ONLY,
                    NO_SPACE,
                    DEADLOCK,
                    QUOTA_EXCEEDED ->
                    "";
        };
    }

    /// The singular of the table that the failed statement reads: `order`.
    private static String row(World world, Lines.Line.Request request) {
        return row(world, edge(world, request));
    }

    /// The singular of the table that a statement reads.
    static String row(World world, World.Edge edge) {
        var database = world.estate.databases().get(edge.component());
        var table = database.queries().get(edge.operation()).table();
        var word = table.isEmpty() ? "row" : table.replace('_', ' ');
        return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }

    private static String verb(World world, Lines.Line.Request request) {
        int target = request.cause() < 0 ? -1 : edge(world, request).target();
        return target < 0 ? "statement" : world.targetList.get(target).method();
    }

    private static String rejected(LineWriter writer, Lines.Line.Request request) {
        int workers = writer.world().service(writer.pod(request.pod()).service).workers();
        return "Request rejected: too many requests are waiting (pool size = "
                + workers
                + ", active threads = "
                + workers
                + ", queued tasks = 100)";
    }

    private static World.Edge edge(World world, Lines.Line.Request request) {
        var node =
                world.nodes[Coordinate.route(request.coordinate())][SpanCode.node(request.code())];
        return world.ops[node.op()].edges()[request.cause()];
    }

    /// `Call to payment-api (POST /api/v1/payment)`.
    private static String upstream(World world, Lines.Line.Request request) {
        if (request.cause() < 0) {
            return "Request";
        }
        int route = Coordinate.route(request.coordinate());
        var node = world.nodes[route][SpanCode.node(request.code())];
        var callee = node.callees()[request.cause()];
        var target = Http.of(world, request.coordinate(), (long) callee.number() << 1 | 1);
        var what =
                target.route().startsWith("/")
                        ? target.method() + " " + target.route()
                        : target.method();
        return "Call to " + target.peer() + " (" + what + ")";
    }
}
