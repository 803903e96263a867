// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Requests for what is not computed yet wait until it is, without holding a thread of the pool, or until
/// their deadline.
@ExtendWith(VertxExtension.class)
final class WaitingTest {
    private final CompletableFuture<String> world = new CompletableFuture<>();
    private final CountDownLatch asked = new CountDownLatch(1); // by somebody who has to wait
    private final QueryPool pool = new QueryPool(2);
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start(Vertx vertx) {
        var router = Router.router(vertx);
        var on = new Endpoints(router, "", new Problem(), pool, blocking);
        on.get("/world", _ -> Reply.text(world()));
        on.get("/page", _ -> Reply.text(world()), _ -> Reply.text("getting ready"));
        on.get("/log", _ -> Reply.text("log"));
        on.post("/act", in -> Reply.text(world() + in.bodyText()));
        on.download("/file", _ -> new Text(world()));
        on.close();
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    }

    @AfterEach
    void stop() {
        world.complete("too late");
        server.close().await();
        client.close();
        pool.close();
        blocking.close();
    }

    private String world() {
        if (!world.isDone()) {
            asked.countDown();
            throw new NotYet(world);
        }
        if (world.isCompletedExceptionally()) {
            throw new Refusal(410, "there is no world");
        }
        return world.join();
    }

    private record Text(String text, int[] sent) implements Download {
        Text(String text) {
            this(text, new int[1]);
        }

        @Override
        public String contentType() {
            return "text/plain";
        }

        @Override
        public String fileName() {
            return "text";
        }

        @Override
        public byte[] nextChunk() {
            return sent[0]++ == 0 ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
    }

    private CompletableFuture<HttpResponse<String>> ask(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void allWhoWaitAreAnsweredWhenItIsThere() throws Exception {
        var waiting = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 20; i++) { // ten times what the pool has threads
            waiting.add(ask(request("/world")));
        }
        waiting.add(ask(request("/file")));
        var act = ask(request("/act").POST(HttpRequest.BodyPublishers.ofString("!")));
        assertEquals("log", ask(request("/log")).get().body());
        assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone));
        world.complete("world");
        for (var each : waiting) {
            assertEquals(200, each.get().statusCode());
            assertEquals("world", each.get().body());
        }
        assertEquals("world!", act.get().body());
    }

    @Test
    void theDeadlineOfARequestEndsItsWaiting() throws Exception {
        var late = ask(request("/world?timeout=300ms")).get();
        assertEquals(503, late.statusCode());
        assertEquals("5", late.headers().firstValue("Retry-After").orElse(""));
        assertTrue(late.body().contains("still being computed"), late.body());
    }

    @Test
    void aPageSaysThatItIsGettingReady() throws Exception {
        assertEquals("getting ready", ask(request("/page")).get().body());
        world.complete("world");
        assertEquals("world", ask(request("/page")).get().body());
    }

    @Test
    void whatCannotBeComputedIsAFailure() throws Exception {
        var waiting = ask(request("/world"));
        asked.await();
        world.completeExceptionally(new IllegalStateException("for this test"));
        assertEquals(500, waiting.get().statusCode());
        assertEquals(410, ask(request("/world")).get().statusCode());
    }
}
