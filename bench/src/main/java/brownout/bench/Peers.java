// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import brownout.query.data.MemoryMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Range queries over [Dataset], asked of Brownout and of the `prometheus` of the PATH in turn, over
/// HTTP; what is shown is Brownout's time as a share of the other's.
final class Peers implements Measure {
    private static final int BODY_BYTES = 4 << 20;
    private static final long WARM_UP_NANOS =
            2_000_000_000L; // what compilers need on a busy machine
    private static final int SAMPLES_A_TURN = 120; // half an hour, so that none comes out of order

    /// A line of the query file: `name | range | window in s | step in s | query`.
    private record Query(String name, long windowSeconds, long stepSeconds, String text) {}

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public String name() {
        return "peers";
    }

    @Override
    public int heapMegabytes() {
        return 3072;
    }

    @Override
    public List<Figure> run(Settings settings) {
        try {
            return compare(settings);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private List<Figure> compare(Settings settings) throws IOException, InterruptedException {
        var queries = queries(settings.queries());
        var dataset = new Dataset();
        System.err.println("peers: " + dataset.size() + " series");
        try (var real = new RealPrometheus();
                var ours = new OurPrometheus(load(dataset))) {
            push(dataset, real);
            System.err.println("peers: loaded");
            return ratios(queries, ours.base(), real.base(), settings.quick() ? 3 : 7);
        }
    }

    private static MemoryMetrics load(Dataset dataset) {
        var metrics = new MemoryMetrics();
        for (int series = 0; series < dataset.size(); series++) {
            var labels = dataset.labels(series);
            var values = dataset.values(series);
            for (int i = 0; i < values.length; i++) {
                long at = Dataset.START_MILLIS + (long) i * Dataset.STEP_MILLIS;
                metrics.append(labels, at, values[i]);
            }
        }
        return metrics;
    }

    private static void push(Dataset dataset, RealPrometheus real)
            throws IOException, InterruptedException {
        var body = new RemoteWrite();
        for (int from = 0; from < Dataset.SAMPLES; from += SAMPLES_A_TURN) {
            for (int series = 0; series < dataset.size(); series++) {
                var values = dataset.values(series);
                body.add(dataset.labels(series), values, from, from + SAMPLES_A_TURN);
                if (body.size() > BODY_BYTES) {
                    real.write(body.take());
                }
            }
            real.write(body.take());
        }
    }

    private List<Figure> ratios(List<Query> queries, String ours, String real, int rounds)
            throws IOException, InterruptedException {
        var figures = new ArrayList<Figure>();
        double logs = 0;
        double worst = 0;
        for (var query : queries) {
            double our = millis(ours, query, rounds);
            double their = millis(real, query, rounds);
            logs += Math.log(our / their);
            worst = Math.max(worst, our / their);
            var what = "%s: %.1f ms against %.1f ms".formatted(query.name, our, their);
            figures.add(new Figure(what, our / their, "of Prometheus", 1));
        }
        double mean = Math.exp(logs / queries.size());
        figures.add(new Figure("range queries, geometric mean", mean, "of Prometheus", 0.25));
        figures.add(new Figure("range queries, worst", worst, "of Prometheus", 1));
        return figures;
    }

    /// The median time of `rounds` answers, after some that nobody times.
    private double millis(String base, Query query, int rounds)
            throws IOException, InterruptedException {
        long start = Dataset.END_MILLIS / 1000 - query.windowSeconds;
        var form =
                "query="
                        + URLEncoder.encode(query.text, StandardCharsets.UTF_8)
                        + "&start="
                        + start
                        + "&end="
                        + Dataset.END_MILLIS / 1000
                        + "&step="
                        + query.stepSeconds;
        var request =
                HttpRequest.newBuilder(URI.create(base + "/api/v1/query_range"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        long warm = System.nanoTime() + WARM_UP_NANOS;
        var times = new double[rounds];
        for (int i = -rounds; i < rounds; i = i < -1 || System.nanoTime() > warm ? i + 1 : -1) {
            long before = System.nanoTime();
            var response = client.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                var said = new String(response.body(), StandardCharsets.UTF_8);
                throw new IOException(base + " answered " + query.text + " with " + said);
            }
            times[Math.max(i, 0)] = (System.nanoTime() - before) / 1e6;
        }
        return Cost.median(times);
    }

    private static List<Query> queries(String file) throws IOException {
        var found = new ArrayList<Query>();
        for (var line : text(file).split("\n", -1)) {
            var parts = line.split("\\|", 5);
            if (!line.startsWith("#") && parts.length == 5 && parts[1].strip().equals("range")) {
                found.add(
                        new Query(
                                parts[0].strip(),
                                Long.parseLong(parts[2].strip()),
                                Long.parseLong(parts[3].strip()),
                                parts[4].strip()));
            }
        }
        return found;
    }

    private static String text(String file) throws IOException {
        if (!file.isEmpty()) {
            return Files.readString(Path.of(file));
        }
        try (var in = Peers.class.getResourceAsStream("/range-queries.txt")) {
            if (in == null) {
                throw new IOException("range-queries.txt is missing from the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
