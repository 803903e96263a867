// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// One run over HTTP, as any program would use it.
public final class Client {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;
    private final String run;

    Client(String server, String run) {
        this.server = server;
        this.run = run;
    }

    /// Starts a run of `drill` with `seed`.
    public static Client create(String server, String drill, long seed) {
        var client = new Client(server, "");
        var reply =
                client.post(
                        "/api/v1/runs", "{\"drill\":\"%s\",\"seed\":%d}".formatted(drill, seed));
        if (reply.statusCode() != 201) {
            throw new AssertionError(reply.statusCode() + " " + reply.body());
        }
        return new Client(server, JSON.readTree(reply.body()).get("run").asString());
    }

    /// The same run on another server address.
    Client on(String otherServer) {
        return new Client(otherServer, run);
    }

    public String run() {
        return run;
    }

    public String server() {
        return server;
    }

    public HttpResponse<String> get(String path) {
        return send(
                HttpRequest.newBuilder(URI.create(server + path))
                        .header("Accept", "application/json, text/html")
                        .GET());
    }

    public HttpResponse<String> post(String path, String json) {
        return send(
                HttpRequest.newBuilder(URI.create(server + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(Duration.ofSeconds(60)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The body of a 200 answer as JSON.
    public JsonNode json(String path) {
        var reply = get(path);
        if (reply.statusCode() != 200) {
            throw new AssertionError(path + " -> " + reply.statusCode() + " " + reply.body());
        }
        return JSON.readTree(reply.body());
    }

    /// A path below the run: `base` is prometheus, loki, tempo or alertmanager.
    public String path(String base, String rest, Map<String, String> params) {
        var text = new StringBuilder("/r/" + run + "/" + base + rest);
        char separator = '?';
        for (var param : params.entrySet()) {
            text.append(separator)
                    .append(param.getKey())
                    .append('=')
                    .append(URLEncoder.encode(param.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return text.toString();
    }

    public JsonNode status() {
        return json("/api/v1/runs/" + run);
    }

    /// Records an event; `body` is its JSON body.
    public HttpResponse<String> event(String kind, String body) {
        return post(
                "/api/v1/runs/" + run + "/events",
                "{\"kind\":\"%s\",\"body\":%s}".formatted(kind, body));
    }

    /// Records an event that must be accepted, if not while the world is being computed.
    public JsonNode accepted(String kind, String body) {
        var reply = event(kind, body);
        for (int again = 0; reply.statusCode() == 503 && again < 5; again++) {
            reply = event(kind, body);
        }
        if (reply.statusCode() / 100 != 2) {
            throw new AssertionError(
                    kind + " " + body + " -> " + reply.statusCode() + " " + reply.body());
        }
        return JSON.readTree(reply.body());
    }

    /// Moves world time on to `tick`.
    public void warp(int tick) {
        accepted("warped", "{\"toTick\":%d}".formatted(tick));
    }

    /// The run's event stream from its beginning up to and with the first item that has `mark` in it.
    public String feedUntil(String mark) {
        var request =
                HttpRequest.newBuilder(URI.create(server + "/api/v1/runs/" + run + "/events"))
                        .header("Accept", "text/event-stream")
                        .timeout(Duration.ofSeconds(60))
                        .build();
        try (var lines = http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            var text = new StringBuilder();
            boolean seen = false;
            boolean beats = false; // a heartbeat is a comment and tells nothing
            for (var line : (Iterable<String>) lines::iterator) {
                if (line.startsWith(":") || (beats && line.isEmpty())) {
                    beats = line.startsWith(":");
                    continue;
                }
                text.append(line).append('\n');
                seen |= line.contains(mark);
                if (seen && line.isEmpty()) {
                    return text.toString();
                }
            }
            throw new AssertionError("the stream ended without " + mark + ": " + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public JsonNode instant(String query, long timeSeconds) {
        return json(path(
                        "prometheus",
                        "/api/v1/query",
                        Map.of("query", query, "time", Long.toString(timeSeconds))))
                .get("data")
                .get("result");
    }
}
