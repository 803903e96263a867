// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole server on a free port, and a client for it. Worlds can be shared between servers, since
/// computing an hour of history takes a while; a restart that must recompute everything gives none.
final class LiveServer implements AutoCloseable {
    static final String DRILL = "saturday-at-the-till";

    /// Short, because tests that share no world compute it.
    static final int HISTORY_SECONDS = 3600;

    private static final World SHARED = World.builtIn();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Server server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    LiveServer(Path data) {
        this(data, SHARED);
    }

    LiveServer(Path data, World world) {
        this(data, world, HISTORY_SECONDS);
    }

    LiveServer(Path data, World world, int historySeconds) {
        this(data, world, historySeconds, Optional.empty());
    }

    /// One that tells the receivers in a file.
    static LiveServer telling(Path data, Path receivers) {
        return new LiveServer(data, SHARED, HISTORY_SECONDS, Optional.of(receivers));
    }

    private LiveServer(Path data, World world, int historySeconds, Optional<Path> receivers) {
        server =
                Server.start(
                        new Config(
                                "127.0.0.1",
                                0,
                                data,
                                "",
                                historySeconds,
                                Optional.empty(),
                                receivers,
                                false),
                        world);
    }

    record Answer(int status, String body, HttpResponse<String> response) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    Answer post(String path, String json, String... headers) {
        return send(
                request(path, headers)
                        .setHeader("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build());
    }

    Answer send(HttpRequest request) {
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(server.origin() + path))
                        .timeout(Duration.ofMinutes(3));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    /// A new run of the drill that most tests play.
    String newRun(long seed) {
        return newRun(DRILL, seed);
    }

    String newRun(String slug, long seed) {
        var answer = post("/api/v1/runs", "{\"drill\":\"" + slug + "\",\"seed\":" + seed + "}");
        return answer.json().get("run").stringValue();
    }

    Answer event(String run, String kind, String body, String... headers) {
        return post(
                "/api/v1/runs/" + run + "/events",
                "{\"kind\":\"" + kind + "\",\"body\":" + body + "}",
                headers);
    }

    int openTick(String run) {
        return get("/api/v1/runs/" + run).json().get("tick").intValue() + 1;
    }

    /// Moves the run's clock on by `seconds`.
    void warp(String run, int seconds) {
        var answer = event(run, "warped", "{\"toTick\":" + (openTick(run) + seconds) + "}");
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.body());
        }
    }

    /// The items of the run's event stream after `lastId`, until `count` have come.
    List<String> stream(String run, String lastId, int count) {
        var request = request("/api/v1/runs/" + run + "/events", "Accept", "text/event-stream");
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        var items = new ArrayList<String>();
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
            try (var lines = response.body()) {
                var item = new StringBuilder();
                var each = lines.iterator();
                while (items.size() < count && each.hasNext()) {
                    var line = each.next();
                    item.append(line).append('\n');
                    if (line.isEmpty()) {
                        if (item.indexOf("data: ") >= 0) {
                            items.add(item.toString());
                        }
                        item.setLength(0);
                    }
                }
            }
            return items;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String origin() {
        return server.origin();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
