// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import brownout.scenarios.Catalogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A real server with many runs at real time, each with somebody who follows its stream of events:
/// `--worlds` runs that all did nothing and so share one timeline, then a few that each acted and so have
/// one of their own. What the server's process spends, whatever its threads do.
final class RunsCost implements Measure {
    private static final String FILE = "payment-pool-cut-by-deploy.yaml";
    private static final Pattern READY = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern RUN = Pattern.compile("\"run\":\"([^\"]+)\"");
    private static final Pattern SLUG = Pattern.compile("(?m)^ *slug: (\\S+)$");
    private static final int DIVERGED = 60;
    private static final int TRIES = 30;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public String name() {
        return "runs";
    }

    @Override
    public int heapMegabytes() {
        return 1024;
    }

    @Override
    public List<Figure> run(Settings settings) {
        try {
            var shared = measured(settings, settings.worlds(), false);
            var diverged = measured(settings, DIVERGED, true);
            return List.of(
                    new Figure(
                            "a server with " + settings.worlds() + " runs on one timeline",
                            shared,
                            "% of a core",
                            25),
                    new Figure(
                            "a server with " + DIVERGED + " runs that diverged",
                            diverged,
                            "% of a core",
                            100));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Percent of a core over a minute.
    private double measured(Settings settings, int count, boolean acts)
            throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("brownout-bench");
        Process server = null;
        try {
            var text = Catalogue.builtInFiles().getOrDefault(FILE, "");
            var slug = SLUG.matcher(text);
            if (!slug.find()) {
                throw new IllegalStateException(FILE + " has no slug");
            }
            var scenarios = Files.createDirectory(folder.resolve("scenarios"));
            Files.writeString(
                    scenarios.resolve("bench.yaml"),
                    text.replaceFirst("(?m)^estate: .*$", "estate: " + settings.estate())
                            .replaceFirst("(?m)^scenario: .*$", "scenario: bench")
                            .replace(slug.group(), "  slug: bench"));
            server = start(folder, scenarios);
            var base = address(server);
            for (int i = 0; i < count; i++) {
                follow(base, begin(base, acts ? i : -1));
            }
            Thread.sleep(Duration.ofSeconds(settings.quick() ? 20 : 60));
            var before = cpu(server);
            int seconds = settings.quick() ? 30 : 60;
            Thread.sleep(Duration.ofSeconds(seconds));
            return cpu(server).minus(before).toMillis() / 10.0 / seconds;
        } finally {
            if (server != null) {
                server.destroyForcibly().waitFor();
            }
            delete(folder);
        }
    }

    private static Process start(Path folder, Path scenarios) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "brownout.web.Main",
                        "serve",
                        "--port",
                        "0",
                        "--history",
                        "1h",
                        "--scenarios",
                        scenarios.toString(),
                        "--data",
                        folder.resolve("data").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// Where it listens, as it prints.
    private static String address(Process server) throws IOException {
        var reader = new BufferedReader(server.inputReader(StandardCharsets.UTF_8));
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            var ready = READY.matcher(line);
            if (ready.find()) {
                Thread.ofVirtual().start(() -> reader.lines().forEach(_ -> {}));
                return ready.group(1);
            }
        }
        throw new IOException("the server did not start");
    }

    private static Duration cpu(Process server) {
        return server.toHandle().info().totalCpuDuration().orElseThrow();
    }

    /// A new run's name; number `i` acts as nobody else does where that is not negative.
    private String begin(String base, int i) throws IOException, InterruptedException {
        var reply = post(base + "/api/v1/runs", "{\"drill\":\"bench\",\"seed\":7}");
        var run = RUN.matcher(reply);
        if (!run.find()) {
            throw new IOException("no run: " + reply);
        }
        if (i >= 0) {
            var line = "config recommendation-service MODEL=bench-" + i;
            post(
                    base + "/api/v1/runs/" + run.group(1) + "/events",
                    "{\"kind\":\"acted\",\"body\":{\"line\":\"" + line + "\"}}");
        }
        return run.group(1);
    }

    /// What a server answers well, if not at once: it may still be computing a world.
    private String post(String uri, String json) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(uri))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build();
        for (int i = 0; i < TRIES; i++) {
            var reply = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() / 100 == 2) {
                return reply.body();
            }
            if (reply.statusCode() != 503) {
                throw new IOException(uri + ": " + reply.statusCode() + " " + reply.body());
            }
        }
        throw new IOException(uri + " is never ready");
    }

    /// Reads the stream of a run for as long as there is one.
    private void follow(String base, String run) {
        var request =
                HttpRequest.newBuilder(URI.create(base + "/api/v1/runs/" + run + "/events"))
                        .header("Accept", "text/event-stream")
                        .build();
        CompletableFuture<?> _ = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    }

    private static void delete(Path folder) throws IOException {
        var all = new ArrayList<Path>();
        try (Stream<Path> inside = Files.walk(folder)) {
            inside.forEach(all::add);
        }
        for (var path : all.reversed()) {
            Files.delete(path);
        }
    }
}
