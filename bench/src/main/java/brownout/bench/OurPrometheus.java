// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import brownout.query.data.MemoryLogs;
import brownout.query.data.MemoryMetrics;
import brownout.query.data.MemoryTraces;
import brownout.simulator.telemetry.Targets;
import brownout.simulator.telemetry.TsdbStatus;
import brownout.web.api.Signals;
import brownout.web.api.TelemetryApis;
import brownout.web.api.alertmanager.Silencing;
import brownout.web.http.QueryPool;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;

/// Brownout's Prometheus API over metrics in memory, on a port of its own.
final class OurPrometheus implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final QueryPool pool = new QueryPool(2);
    private final HttpServer http;

    OurPrometheus(MemoryMetrics metrics) {
        var logs = new MemoryLogs();
        var traces = new MemoryTraces(List.of());
        var signals =
                new Signals(
                        () -> metrics,
                        () -> logs,
                        () -> traces,
                        List::of,
                        () -> Targets.NONE,
                        _ -> TsdbStatus.NONE,
                        () -> {
                            throw new UnsupportedOperationException("no alerts here");
                        },
                        Dataset.END_MILLIS);
        var router = Router.router(vertx);
        TelemetryApis.mount(router, _ -> signals, Silencing.NONE, pool, Runnable::run);
        http =
                vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                        .requestHandler(router)
                        .listen()
                        .await();
    }

    String base() {
        return "http://127.0.0.1:" + http.actualPort() + "/r/x/prometheus";
    }

    @Override
    public void close() {
        http.close().await();
        pool.close();
        vertx.close().await();
    }
}
