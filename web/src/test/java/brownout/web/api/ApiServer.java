// SPDX-License-Identifier: Apache-2.0
package brownout.web.api;

import brownout.web.api.alertmanager.Silencing;
import brownout.web.http.Guard;
import brownout.web.http.QueryPool;
import brownout.web.http.Refusal;
import brownout.web.people.People;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/// The four API families on a real port, over given stores: run `x` and no other.
final class ApiServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final QueryPool pool = new QueryPool(2);
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer http;

    ApiServer(Signals signals) {
        var router = Router.router(vertx);
        new Guard(new People(new byte[32]), "").mount(router, TelemetryApis.PATHS);
        TelemetryApis.mount(
                router,
                in -> {
                    if (in.part("run").equals("x")) {
                        return signals;
                    }
                    throw Refusal.unknownRun();
                },
                Silencing.NONE,
                pool,
                Runnable::run);
        http =
                vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                        .requestHandler(router)
                        .listen()
                        .await();
    }

    int port() {
        return http.actualPort();
    }

    HttpResponse<String> send(
            String method, String path, Map<String, String> headers, String body) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        http.close().await();
        pool.close();
        vertx.close().await();
    }
}
