// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import brownout.query.syntax.QueryError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves [Endpoint]s below one base path: runs them off the event loop with a deadline and a sample
/// budget, lets a client that hangs up cancel its request, and words failures as the family does.
/// The only code that touches a [RoutingContext].
public final class Endpoints {
    /// The routing context's entry that holds the person's id.
    public static final String PERSON = "person";

    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    private static final long TIMEOUT_SECONDS = 30;
    private static final long UNIT_LIMIT = 50_000_000;
    private static final long BODY_LIMIT = 1 << 20;

    /// A page waits so long for what it shows before it says that it is getting ready.
    private static final long MOMENT_MILLIS = 2_000;

    private final Router router;
    private final String base;
    private final Failures failures;
    private final QueryPool pool;
    private final Executor blocking;
    private final Set<String> paths = new LinkedHashSet<>();
    private final Map<HttpServerResponse, FeedPump> feeds = new ConcurrentHashMap<>();
    private final BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_LIMIT);

    /// `base` is a route path that may have parameters, without a slash at its end. `blocking` runs
    /// what waits for the disk rather than computes.
    public Endpoints(
            Router router, String base, Failures failures, QueryPool pool, Executor blocking) {
        this.router = router;
        this.base = base;
        this.failures = failures;
        this.pool = pool;
        this.blocking = blocking;
    }

    /// Answers `GET` (and `HEAD`) on `path` from the query pool.
    public void get(String path, Endpoint endpoint) {
        serve(path, endpoint, HttpMethod.GET, HttpMethod.HEAD);
    }

    /// Answers `GET` on `path` as above; where what it needs is not computed after a moment,
    /// `meanwhile` answers.
    public void get(String path, Endpoint endpoint, Endpoint meanwhile) {
        paths.add(path);
        for (var method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
            router.route(method, base + path)
                    .handler(ctx ->
                            start(
                                    ctx,
                                    endpoint,
                                    meanwhile,
                                    MOMENT_MILLIS,
                                    task -> pool.submit(key(ctx), task)));
        }
    }

    /// Answers `GET` and `POST` of a form on `path` alike, from the query pool.
    public void query(String path, Endpoint endpoint) {
        serve(path, endpoint, HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST);
    }

    /// Changes something: `POST` on `path`, on a thread that may wait for the disk.
    public void post(String path, Endpoint endpoint) {
        change(HttpMethod.POST, path, endpoint);
    }

    /// As [#post], for `DELETE`.
    public void delete(String path, Endpoint endpoint) {
        change(HttpMethod.DELETE, path, endpoint);
    }

    private void change(HttpMethod method, String path, Endpoint endpoint) {
        paths.add(path);
        router.route(method, base + path)
                .handler(body)
                .handler(ctx -> start(ctx, endpoint, task -> blocking.execute(task)));
    }

    /// Streams `source` to who asks for `text/event-stream` on `path` and answers `list` to others.
    public void feed(String path, Feed.Source source, Endpoint list) {
        paths.add(path);
        router.get(base + path)
                .handler(ctx -> {
                    var accept = ctx.request().getHeader("Accept");
                    if (accept != null && accept.contains("text/event-stream")) {
                        startFeed(ctx, source);
                    } else {
                        start(ctx, list, task -> pool.submit(key(ctx), task));
                    }
                });
    }

    /// Answers `GET` on `path` with what `source` opens, sent while it is made.
    public void download(String path, Download.Source source) {
        paths.add(path);
        router.get(base + path).handler(ctx -> startDownload(ctx, source));
    }

    /// Ends all streams, so that the server can stop.
    public void endFeeds() {
        List.copyOf(feeds.values()).forEach(FeedPump::stop);
        List.copyOf(feeds.keySet()).forEach(HttpServerResponse::end);
    }

    private void startFeed(RoutingContext ctx, Feed.Source source) {
        var position = ctx.request().getHeader("Last-Event-ID");
        open(ctx, source::open, (feed, reply, queue) -> pump(ctx, feed, reply, position, queue));
    }

    private void startDownload(RoutingContext ctx, Download.Source source) {
        var loop = ctx.vertx().getOrCreateContext();
        open(
                ctx,
                source::open,
                (download, reply, queue) -> {
                    if (download == null || ctx.response().closed()) {
                        write(ctx, reply);
                    } else {
                        new DownloadPump(loop, ctx.response(), download, queue).start();
                    }
                });
    }

    /// What goes on once a long answer is open, or, where there is none, with the reply that says why.
    private interface Opened<T> {
        void goOn(@Nullable T opened, Reply reply, Executor queue);
    }

    private <T> void open(RoutingContext ctx, Function<Params, T> source, Opened<T> then) {
        var deadline = deadline(ctx);
        var loop = ctx.vertx().getOrCreateContext();
        Executor queue = task -> pool.submit(key(ctx), task);
        var opened = new AtomicReference<@Nullable T>();
        Endpoint opening =
                in -> {
                    opened.set(source.apply(in));
                    return Reply.empty(200);
                };
        attempt(
                ctx,
                opening,
                Attempt.LATE,
                deadline,
                TIMEOUT_SECONDS * 1000,
                queue,
                reply -> loop.runOnContext(_ -> then.goOn(opened.get(), reply, queue)));
    }

    private void pump(
            RoutingContext ctx,
            @Nullable Feed feed,
            Reply reply,
            @Nullable String position,
            Executor queue) {
        var response = ctx.response();
        if (feed == null || response.closed()) {
            write(ctx, reply);
            return;
        }
        var pump =
                new FeedPump(ctx.vertx(), response, feed, position == null ? "" : position, queue);
        feeds.put(response, pump);
        response.closeHandler(_ -> {
            pump.stop();
            feeds.remove(response);
        });
    }

    private void serve(String path, Endpoint endpoint, HttpMethod... methods) {
        paths.add(path);
        for (var method : methods) {
            var route = router.route(method, base + path);
            if (method.equals(HttpMethod.POST)) {
                route.handler(body);
            }
            route.handler(ctx -> start(ctx, endpoint, task -> pool.submit(key(ctx), task)));
        }
    }

    /// Answers what is asked below the base and not served: 204 for a preflight, 405 for another
    /// method, else 404 in plain text, so that no client takes the server for something that it is
    /// not. Call it last.
    public void close() {
        router.route(HttpMethod.OPTIONS, base + "/*").handler(ctx -> write(ctx, Reply.empty(204)));
        for (var path : paths) {
            router.route(base + path)
                    .handler(ctx -> write(ctx, refusal(405, "Method Not Allowed")));
        }
        router.route(base + "/*").handler(ctx -> write(ctx, refusal(404, "404 page not found")));
    }

    private Reply refusal(int status, String text) {
        return failures.refused(new Refusal(status, text));
    }

    private static String key(RoutingContext ctx) {
        var run = ctx.pathParam("run");
        return run == null ? "" : run;
    }

    private void start(RoutingContext ctx, Endpoint endpoint, Executor where) {
        start(ctx, endpoint, Attempt.LATE, TIMEOUT_SECONDS * 1000, where);
    }

    private void start(
            RoutingContext ctx,
            Endpoint endpoint,
            Endpoint otherwise,
            long patienceMillis,
            Executor where) {
        var loop = ctx.vertx().getOrCreateContext();
        attempt(
                ctx,
                endpoint,
                otherwise,
                deadline(ctx),
                patienceMillis,
                where,
                reply -> loop.runOnContext(_ -> write(ctx, reply)));
    }

    private void attempt(
            RoutingContext ctx,
            Endpoint endpoint,
            Endpoint otherwise,
            Deadline deadline,
            long patienceMillis,
            Executor where,
            Consumer<Reply> then) {
        try {
            var params = params(ctx, deadline);
            new Attempt(
                            in -> answer(ctx, endpoint, in, deadline),
                            otherwise,
                            failures,
                            params,
                            deadline,
                            patienceMillis,
                            where,
                            then)
                    .start();
        } catch (Refusal refusal) {
            then.accept(failures.refused(refusal));
        }
    }

    private static Deadline deadline(RoutingContext ctx) {
        var deadline = new Deadline(System::nanoTime, timeoutNanos(ctx), UNIT_LIMIT);
        ctx.response().closeHandler(_ -> deadline.cancel());
        return deadline;
    }

    private Reply answer(RoutingContext ctx, Endpoint endpoint, Params params, Deadline deadline) {
        try {
            deadline.check();
            return endpoint.answer(params);
        } catch (NotYet later) {
            throw later;
        } catch (Refusal refusal) {
            return failures.refused(refusal);
        } catch (QueryError error) {
            return failures.failed(error);
        } catch (RuntimeException | StackOverflowError | AssertionError bug) {
            LOG.error("failed to answer {} {}", ctx.request().method(), route(ctx), bug);
            return failures.broken();
        }
    }

    /// The route's pattern: request paths hold run ids and are never logged.
    private static String route(RoutingContext ctx) {
        var route = ctx.currentRoute();
        return route == null ? "" : String.valueOf(route.getPath());
    }

    /// `timeout=` may shorten the default, never lengthen it.
    private static long timeoutNanos(RoutingContext ctx) {
        long most = TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        var asked = ctx.request().getParam("timeout");
        return asked == null
                ? most
                : Times.durationMillis(asked)
                        .map(millis -> Math.min(most, TimeUnit.MILLISECONDS.toNanos(millis)))
                        .orElse(most);
    }

    private static Params params(RoutingContext ctx, Deadline deadline) {
        var request = ctx.request();
        var headers = new HashMap<String, String>();
        request.headers()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        var buffer = ctx.body() == null ? null : ctx.body().buffer();
        var bytes = buffer == null ? new byte[0] : buffer.getBytes();
        var query = request.query() == null ? "" : request.query();
        var form = headers.getOrDefault("content-type", "").startsWith(Forms.MEDIA_TYPE);
        var values =
                form
                        ? Forms.parse(new String(bytes, StandardCharsets.UTF_8), query)
                        : Forms.parse(query);
        String person = ctx.get(PERSON, "");
        return new Params(
                request.method().name(),
                String.valueOf(request.path()),
                Map.copyOf(ctx.pathParams()),
                values,
                headers,
                bytes,
                person,
                deadline);
    }

    private static void write(RoutingContext ctx, Reply reply) {
        var response = ctx.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        if (!reply.contentType().isEmpty()) {
            response.putHeader("Content-Type", reply.contentType());
        }
        response.end(Buffer.buffer(reply.body()));
    }
}
