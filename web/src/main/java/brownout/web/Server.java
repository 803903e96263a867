// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import brownout.query.routing.Config.Receiver;
import brownout.scenarios.world.Outcomes;
import brownout.web.api.Signals;
import brownout.web.api.TelemetryApis;
import brownout.web.api.alertmanager.RunSilencing;
import brownout.web.drill.DrillsApi;
import brownout.web.drill.Judgement;
import brownout.web.drill.Links;
import brownout.web.drill.RunApi;
import brownout.web.drill.ScoreApi;
import brownout.web.export.ExportApi;
import brownout.web.http.Endpoints;
import brownout.web.http.Failures;
import brownout.web.http.Guard;
import brownout.web.http.Problem;
import brownout.web.http.QueryPool;
import brownout.web.notify.Deliveries;
import brownout.web.ops.OpsApi;
import brownout.web.ops.OwnMetrics;
import brownout.web.pages.Pages;
import brownout.web.people.People;
import brownout.web.runs.Courses;
import brownout.web.runs.Runs;
import brownout.web.store.DataFolder;
import brownout.web.store.Database;
import brownout.web.store.Journal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A running server: everything wired by hand, top to bottom.
public final class Server implements AutoCloseable {
    private static final long GRACE_SECONDS = 10;
    private static final int LONGEST_URL = 64 * 1024;

    private final Config config;
    private final Opened opened;
    private final HttpServer http;

    private Server(Config config, World world, Opened opened) {
        this.config = config;
        this.opened = opened;
        var receivers = config.receivers().map(Server::receivers);
        var wall = wallClock();
        var folder = DataFolder.open(config.data());
        var database = opened.add(Database.open(folder));
        var journal = opened.add(new Journal(database));
        var registry = OwnMetrics.registry();
        var vertx = OwnMetrics.vertx(registry);
        opened.add(vertx, () -> vertx.close().await());
        var blocking = opened.add(Executors.newVirtualThreadPerTaskExecutor());
        var pool =
                opened.add(new QueryPool(Math.max(2, Runtime.getRuntime().availableProcessors())));

        var catalogue = world.catalogue();
        var people = new People(folder.cookieKey());
        var courses = opened.add(new Courses(world.worlds()));
        var runs = new Runs(catalogue, courses, config.historySeconds(), journal, wall);
        var links = new Links(this::origin);
        var judgement = new Judgement(courses, new Outcomes(world.worlds()), journal);

        var router = Router.router(vertx);
        new Guard(people, config.publicUrl()).mount(router, TelemetryApis.PATHS);
        TelemetryApis.mount(
                router,
                in -> Signals.of(runs.of(in).now()),
                new RunSilencing(runs),
                pool,
                blocking);

        var drills = new Endpoints(router, "/api/v1", new Problem(), pool, blocking);
        new DrillsApi(catalogue, runs, links).mount(drills);
        new RunApi(runs, journal, links, wall).mount(drills);
        new ScoreApi(runs, judgement).mount(drills);
        new ExportApi(runs).mount(drills);
        drills.close();

        var warm =
                Thread.ofPlatform()
                        .name("warm-up")
                        .daemon()
                        .start(() -> world.warmUp(courses, config.historySeconds()));
        var ops = new Endpoints(router, "", Failures.PLAIN, pool, blocking);
        new OpsApi(registry, () -> !warm.isAlive()).mount(ops);

        var site = new Pages(catalogue, runs, judgement::debrief);
        var pages = new Endpoints(router, "", site.failures(), pool, blocking);
        site.mount(pages);
        pages.close();

        http = listen(vertx, router, config);
        opened.add(http, () -> http.shutdown(GRACE_SECONDS, TimeUnit.SECONDS).await());
        opened.add(drills, drills::endFeeds);
        receivers.ifPresent(all -> opened.add(new Deliveries(all, runs, links.origin(), registry)));
    }

    /// The receivers of a file; throws [brownout.query.syntax.FileError] at a mistake in it.
    private static List<Receiver> receivers(Path file) {
        try {
            return brownout.query.routing.Config.receivers(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new StartProblem(
                    "cannot read the receivers in " + file + " (" + e + "). Give a file", e);
        }
    }

    /// Starts serving. Throws [StoreProblem], [StartProblem] or
    /// [brownout.query.syntax.FileError], each with one line for the operator,
    /// and leaves nothing open then.
    static Server start(Config config, World world) {
        var opened = new Opened();
        try {
            return new Server(config, world, opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// Where browsers find the server, without a slash at the end.
    public String origin() {
        return config.publicUrl().isEmpty()
                ? "http://" + config.host() + ":" + http.actualPort()
                : config.publicUrl();
    }

    /// Answers what is being asked, takes nothing new, and closes the database.
    @Override
    public void close() {
        opened.close();
    }

    private static HttpServer listen(Vertx vertx, Router router, Config config) {
        var options =
                new HttpServerOptions()
                        .setHost(config.host())
                        .setPort(config.port())
                        .setCompressionSupported(true)
                        .setMaxInitialLineLength(LONGEST_URL)
                        .setMaxHeaderSize(LONGEST_URL);
        var listening = vertx.createHttpServer(options).requestHandler(router).listen();
        try {
            return listening.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            var why =
                    e.getCause() instanceof BindException
                            ? "it is in use or not allowed"
                            : String.valueOf(e.getMessage());
            throw new StartProblem(
                    "cannot listen on %s:%d (%s). Give another port with --port"
                            .formatted(config.host(), config.port(), why),
                    e);
        }
    }

    /// Wall time that follows the machine's clock at the start and a monotonic clock from there on.
    private static LongSupplier wallClock() {
        long startMillis = System.currentTimeMillis();
        long startNanos = System.nanoTime();
        return () -> startMillis + (System.nanoTime() - startNanos) / 1_000_000;
    }
}
