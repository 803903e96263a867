// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.web.people.People;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every answer carries, and which requests may change something.
@ExtendWith(VertxExtension.class)
final class GuardTest {
    private HttpServer server;

    @BeforeEach
    void start(Vertx vertx) {
        var router = Router.router(vertx);
        var people =
                new People("a key of thirty-two bytes, or so..".getBytes(StandardCharsets.UTF_8));
        new Guard(people, "").mount(router, "/r/[^/]+/prometheus/.*");
        router.route().handler(ctx -> ctx.response().end("done"));
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    }

    @AfterEach
    void stop() {
        server.close().await();
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        var headers = send(request("/practice").GET()).headers();
        var policy = headers.firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.startsWith("default-src 'self'"), policy);
        assertTrue(!policy.contains("unsafe"), policy);
        assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElse(""));
        assertEquals("no-referrer", headers.firstValue("Referrer-Policy").orElse(""));
    }

    /// A browser sends Sec-Fetch-Site; a form on a page without referrer has the origin "null".
    @ParameterizedTest
    @CsvSource({
        "same-origin, null, 200",
        "same-origin, '', 200",
        "none, '', 200",
        "cross-site, null, 403",
        "same-site, '', 403",
        "'', null, 403",
        "'', http://elsewhere.example, 403",
        "'', SELF, 200",
        "'', '', 200"
    })
    void onlyTheSameOriginMayChangeSomething(String site, String origin, int status)
            throws Exception {
        var request =
                request("/practice/x/start")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.noBody());
        if (!site.isEmpty()) {
            request.header("Sec-Fetch-Site", site);
        }
        if (!origin.isEmpty()) {
            request.header("Origin", origin.equals("SELF") ? base() : origin);
        }
        assertEquals(status, send(request).statusCode());
    }

    @Test
    void theDrillApiReadsJsonOnly() throws Exception {
        var form =
                request("/api/v1/runs")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertEquals(415, send(form).statusCode());
    }

    @Test
    void aForgedCookieIsNobody() throws Exception {
        var real = send(request("/practice").header("Accept", "text/html").GET());
        var cookie = real.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", "");
        var known =
                send(
                        request("/practice")
                                .header("Accept", "text/html")
                                .header("Cookie", cookie)
                                .GET());
        assertTrue(known.headers().firstValue("Set-Cookie").isEmpty(), "the person is known");
        var forged =
                send(
                        request("/practice")
                                .header("Accept", "text/html")
                                .header("Cookie", cookie.substring(0, cookie.length() - 2) + "xx")
                                .GET());
        assertTrue(forged.headers().firstValue("Set-Cookie").isPresent(), "a stranger");
    }

    private String base() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
