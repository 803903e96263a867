// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import brownout.scenarios.Catalogue;
import brownout.scenarios.world.Worlds;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `brownout export`: one signal of a run into a file, from a server or, where none runs, computed
/// here from drill and seed.
public final class ExportCommand {
    /// Where the world of a drill begins unless told otherwise: always the same, so that the same
    /// command writes the same bytes.
    private static final long SOME_START_MILLIS = 1_767_607_200_000L; // 2026-01-05T10:00:00Z

    private static final long DEFAULT_MILLIS = 10 * 60_000L;
    private static final Set<String> OPTIONS =
            Set.of(
                    "--signal",
                    "--out",
                    "--from",
                    "--to",
                    "--run",
                    "--url",
                    "--drill",
                    "--seed",
                    "--start");

    private final Arguments arguments;
    private final PrintStream out;
    private final PrintStream err;

    private ExportCommand(Arguments arguments, PrintStream out, PrintStream err) {
        this.arguments = arguments;
        this.out = out;
        this.err = err;
    }

    /// 0, or 1 where it does not work out. Throws [Arguments.Mistake].
    public static int run(
            List<String> args,
            Catalogue catalogue,
            Worlds worlds,
            PrintStream out,
            PrintStream err) {
        return new ExportCommand(Arguments.of(args, OPTIONS), out, err).run(catalogue, worlds);
    }

    private int run(Catalogue catalogue, Worlds worlds) {
        var name = arguments.required("--signal");
        var signal =
                Signal.of(name)
                        .orElseThrow(() ->
                                new Arguments.Mistake(
                                        "--signal " + name + ": give metrics, logs or traces"));
        long startNanos = System.nanoTime();
        try {
            long bytes =
                    arguments.text("--run").isPresent()
                            ? remote(signal)
                            : local(signal, catalogue, worlds);
            err.println(
                    String.format(
                            Locale.ROOT,
                            "brownout: %s exported, %.1f MB in %.1f s",
                            signal.text(),
                            bytes / 1e6,
                            (System.nanoTime() - startNanos) / 1e9));
            return 0;
        } catch (IOException e) {
            err.println("brownout: the export failed: " + e.getMessage());
            return 1;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    // ---- computed here

    private long local(Signal signal, Catalogue catalogue, Worlds worlds) throws IOException {
        var scenario = arguments.scenario(catalogue);
        long start = arguments.instant("--start", SOME_START_MILLIS, SOME_START_MILLIS);
        var run = LocalRun.of(worlds, scenario, arguments.number("--seed", 1), start);
        long from = arguments.instant("--from", run.startMillis(), run.startMillis());
        long to = arguments.instant("--to", run.startMillis(), from + DEFAULT_MILLIS);
        if (to < from) {
            throw new Arguments.Mistake("--to lies before --from");
        }
        if (to <= run.firstMillis()) {
            throw new Arguments.Mistake("--to lies before the run's history, which is an hour");
        }
        var telemetry = run.at(to);
        var document =
                signal.document(
                        telemetry::metrics,
                        telemetry::logs,
                        telemetry::traces,
                        new Window(from, to));
        try (var file = target()) {
            return document.writeTo(file);
        }
    }

    // ---- from a server

    private long remote(Signal signal) throws IOException, InterruptedException {
        var base = arguments.text("--url").orElse("http://127.0.0.1:8080").replaceAll("/+$", "");
        var uri =
                base
                        + "/api/v1/runs/"
                        + encoded(arguments.required("--run"))
                        + "/export/"
                        + signal.text()
                        + "?start="
                        + encoded(arguments.text("--from").orElse(""))
                        + "&end="
                        + encoded(arguments.text("--to").orElse(""));
        try (var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(10))
                        .build()) {
            var response =
                    http.send(
                            HttpRequest.newBuilder(uri(uri)).build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                if (response.statusCode() != 200) {
                    var said = new String(body.readNBytes(2000), StandardCharsets.UTF_8);
                    throw new IOException(
                            "the server answers " + response.statusCode() + " " + said);
                }
                try (var file = target()) {
                    return body.transferTo(file);
                }
            }
        }
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException _) {
            throw new Arguments.Mistake("--url: not a URL, give http://host:port");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// The file of `--out`, or stdout, which stays open.
    private OutputStream target() throws IOException {
        var name = arguments.text("--out").orElse("-");
        if (!name.equals("-")) {
            return new BufferedOutputStream(Files.newOutputStream(Path.of(name)));
        }
        return new BufferedOutputStream(out) {
            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }
}
