// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import brownout.scenarios.world.Outcomes;
import brownout.web.api.Signals;
import brownout.web.api.TelemetryApis;
import brownout.web.drill.DrillsApi;
import brownout.web.drill.Judgement;
import brownout.web.drill.Links;
import brownout.web.drill.RunApi;
import brownout.web.drill.ScoreApi;
import brownout.web.http.Endpoints;
import brownout.web.http.Failures;
import brownout.web.http.Guard;
import brownout.web.http.Problem;
import brownout.web.http.QueryPool;
import brownout.web.ops.OpsApi;
import brownout.web.people.People;
import brownout.web.runs.Runs;
import brownout.web.store.DataFolder;
import brownout.web.store.Database;
import brownout.web.store.Journal;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.net.BindException;
import java.util.EnumSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A running server: everything wired by hand, top to bottom.
public final class Server implements AutoCloseable {
    private static final long GRACE_SECONDS = 10;

    private final Database database;
    private final Journal journal;
    private final QueryPool pool;
    private final ExecutorService blocking;
    private final Vertx vertx;
    private final Endpoints drills;
    private final HttpServer http;
    private final String origin;

    private Server(Config config, World world) {
        var folder = DataFolder.open(config.data());
        database = Database.open(folder);
        journal = new Journal(database);
        pool = new QueryPool(Math.max(2, Runtime.getRuntime().availableProcessors()));
        blocking = Executors.newVirtualThreadPerTaskExecutor();
        var registry = registry();
        vertx = vertx(registry);
        var wall = wallClock();

        var people = new People(folder.cookieKey());
        var runs =
                new Runs(
                        world.catalogue(),
                        world.worlds(),
                        world.pins(),
                        journal,
                        wall,
                        task -> pool.submit("", task));
        var router = Router.router(vertx);
        new Guard(people, config.publicUrl()).mount(router, TelemetryApis.PATHS);

        http = listen(router, config);
        origin =
                config.publicUrl().isEmpty()
                        ? "http://" + config.host() + ":" + http.actualPort()
                        : config.publicUrl();
        var links = new Links(origin);

        TelemetryApis.mount(router, in -> Signals.of(runs.of(in).now()), pool, blocking);

        drills = new Endpoints(router, "/api/v1", new Problem(), pool, blocking);
        new DrillsApi(world.catalogue(), runs, links).mount(drills);
        new RunApi(runs, journal, links, wall).mount(drills);
        var judgement = new Judgement(new Outcomes(world.worlds()), journal);
        new ScoreApi(runs, judgement).mount(drills);
        drills.close();

        var ops = new Endpoints(router, "", Failures.PLAIN, pool, blocking);
        var warm = Thread.ofPlatform().name("warm-up").daemon().start(() -> world.warmUp());
        new OpsApi(registry, () -> !warm.isAlive()).mount(ops);
    }

    /// Starts serving. Throws [StoreProblem] or [StartProblem], each with one line for the operator.
    static Server start(Config config, World world) {
        return new Server(config, world);
    }

    /// Where browsers find the server.
    public String origin() {
        return origin;
    }

    public int port() {
        return http.actualPort();
    }

    /// Answers what is being asked, takes nothing new, and closes the database.
    @Override
    public void close() {
        drills.endFeeds();
        http.shutdown(GRACE_SECONDS, TimeUnit.SECONDS).await();
        pool.close();
        blocking.close();
        vertx.close().await();
        journal.close();
        database.close();
    }

    private HttpServer listen(Router router, Config config) {
        var options =
                new HttpServerOptions()
                        .setHost(config.host())
                        .setPort(config.port())
                        .setCompressionSupported(true)
                        .setMaxInitialLineLength(64 * 1024)
                        .setMaxHeaderSize(64 * 1024)
                        .setIdleTimeout(0);
        try {
            return vertx.createHttpServer(options).requestHandler(router).listen().await();
        } catch (RuntimeException e) {
            throw new StartProblem(
                    "cannot listen on "
                            + config.host()
                            + ":"
                            + config.port()
                            + " ("
                            + reason(e)
                            + "). Give another port with --port",
                    e);
        }
    }

    private static String reason(Throwable e) {
        var cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        return cause instanceof BindException
                ? "it is in use or not allowed"
                : String.valueOf(cause.getMessage());
    }

    private static PrometheusMeterRegistry registry() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        // two names that no linter of metrics accepts
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
        new ProcessorMetrics().bindTo(registry);
        return registry;
    }

    private static Vertx vertx(PrometheusMeterRegistry registry) {
        var metrics =
                new MicrometerMetricsOptions()
                        .setEnabled(true)
                        .setLabels(
                                EnumSet.of(
                                        Label.HTTP_METHOD,
                                        Label.HTTP_CODE,
                                        Label.POOL_TYPE,
                                        Label.POOL_NAME));
        return Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(metrics))
                .withMetrics(new MicrometerMetricsFactory(registry))
                .build();
    }

    /// Wall time that follows the machine's clock at the start and a monotonic clock from there on.
    private static LongSupplier wallClock() {
        long startMillis = System.currentTimeMillis();
        long startNanos = System.nanoTime();
        return () -> startMillis + (System.nanoTime() - startNanos) / 1_000_000;
    }
}
