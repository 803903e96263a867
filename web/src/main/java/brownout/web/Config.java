// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import brownout.simulator.engine.Timeline;
import brownout.web.lint.LintOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How to serve. `publicUrl` is what links are made with, empty for `http://host:port`; port 0 takes
/// any free one; new runs have a past of `historySeconds`, whole minutes; `scenarios` is a folder of
/// drills besides the built-in ones; `receivers` is a file with real receivers of what runs tell.
public record Config(
        String host,
        int port,
        Path data,
        String publicUrl,
        int historySeconds,
        Optional<Path> scenarios,
        Optional<Path> receivers,
        boolean exitWhenReady) {
    private static final Pattern HISTORY = Pattern.compile("(\\d{1,4})([mhd])");

    static final String USAGE =
            """
            Usage: brownout [serve] [options]     start the server
                   brownout lint [options] [DRILL or FILE.yaml …]
                                                  check scenarios, by default all built-in ones
                   brownout export [options]      write a run's metrics, logs or traces to a file
                   brownout run [options]         push a run into a real Prometheus, Loki or trace store
                   brownout version               print the version
                   brownout --help                print this text

            Options of serve:
              --host HOST         address to listen on (127.0.0.1)
              --port PORT         port to listen on, 0 for any free one (8080)
              --data DIR          folder of the database (./data)
              --public-url URL    where browsers find the server, if not at http://HOST:PORT
              --history TIME      how far back the past of new runs goes, 1h to 7d (6h)
              --scenarios DIR     folder with scenario files (*.yaml) that are drills too
              --receivers FILE    real receivers (webhooks, Slack, PagerDuty) of what runs tell (none)
              --exit-when-ready   start, then stop again (to warm up caches)

            Options of lint:
              --seeds N           run every scenario with the seeds 1 to N (3)
              --json              one JSON document instead of a table
            It ends with status 0 where every gate is passed, else 1.

            Options of export:
              --signal NAME       metrics, logs or traces
              --run ID            a run of a server
              --url URL           that server (http://127.0.0.1:8080)
              --drill SLUG        or: the drill of a run that is computed here,
              --seed N            its seed (1)
              --start TIME        and where it begins (2026-01-05T10:00:00Z)
              --from TIME         after this: RFC 3339 or seconds since 1970, without --run also
                                  -10m, +5m from the run's start (the run's start)
              --to TIME           up to this (now; without --run 10m after --from)
              --out FILE          - for stdout (-)

            Options of run:
              --drill SLUG        the drill
              --seed N            its seed (1)
              --push-metrics URL  remote-write receiver, as http://127.0.0.1:9090/api/v1/write
              --push-logs URL     as http://127.0.0.1:3100/loki/api/v1/push
              --push-traces URL   OTLP/HTTP receiver, as http://127.0.0.1:4318/v1/traces
              --header NAME:VALUE sent with each request; may be given several times
              --history TIME      how much of the time before the run is pushed (10m)
              --for TIME          how long the run goes on (until Ctrl-C)
              --speed X           world seconds a second, or max; above 1 needs --for (1)
              --start TIME        where the run begins (now; a fast run ends now)
            """;

    /// What the command line asks for.
    sealed interface Command {
        record Serve(Config config) implements Command {}

        record Lint(LintOptions options) implements Command {}

        /// Write a run to a file; `args` are the options.
        record Export(List<String> args) implements Command {}

        /// Push a run; `args` are the options.
        record Run(List<String> args) implements Command {}

        record Version() implements Command {}

        record Help() implements Command {}

        /// The line is not understood; `why` says what is wrong with it.
        record Mistake(String why) implements Command {}
    }

    static Command parse(String... args) {
        var command = args.length == 0 ? "" : args[0];
        if (command.equals("lint")) {
            return lint(List.of(args).subList(1, args.length));
        }
        if (command.equals("export") || command.equals("run")) {
            var rest = List.of(args).subList(1, args.length);
            if (rest.contains("--help") || rest.contains("-h")) {
                return new Command.Help();
            }
            return command.equals("run") ? new Command.Run(rest) : new Command.Export(rest);
        }
        return serve(args);
    }

    private static Command serve(String... args) {
        var config =
                new Config(
                        "127.0.0.1",
                        8080,
                        Path.of("data"),
                        "",
                        6 * 3600,
                        Optional.empty(),
                        Optional.empty(),
                        false);
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "serve" -> {}
                case "version", "--version" -> {
                    return new Command.Version();
                }
                case "help", "--help", "-h" -> {
                    return new Command.Help();
                }
                case "--exit-when-ready" -> config = config.exiting();
                case "--host",
                        "--port",
                        "--data",
                        "--public-url",
                        "--history",
                        "--scenarios",
                        "--receivers" -> {
                    if (i + 1 == args.length) {
                        return new Command.Mistake(args[i] + " needs a value");
                    }
                    try {
                        config = config.with(args[i], args[++i]);
                    } catch (IllegalArgumentException e) {
                        return new Command.Mistake(
                                args[i - 1] + " " + args[i] + ": " + e.getMessage());
                    }
                }
                default -> {
                    return new Command.Mistake("unknown option " + args[i]);
                }
            }
        }
        return new Command.Serve(config);
    }

    private static Command lint(List<String> words) {
        if (words.contains("--help") || words.contains("-h")) {
            return new Command.Help();
        }
        try {
            return new Command.Lint(LintOptions.parse(words));
        } catch (IllegalArgumentException e) {
            return new Command.Mistake(String.valueOf(e.getMessage()));
        }
    }

    private Config with(String option, String value) {
        var name = option.equals("--host") ? value : host;
        int number = option.equals("--port") ? portOf(value) : port;
        var folder = option.equals("--data") ? Path.of(value) : data;
        var url = option.equals("--public-url") ? urlOf(value) : publicUrl;
        int seconds = option.equals("--history") ? historyOf(value) : historySeconds;
        var files = option.equals("--scenarios") ? Optional.of(Path.of(value)) : scenarios;
        var told = option.equals("--receivers") ? Optional.of(Path.of(value)) : receivers;
        return new Config(name, number, folder, url, seconds, files, told, exitWhenReady);
    }

    private Config exiting() {
        return new Config(host, port, data, publicUrl, historySeconds, scenarios, receivers, true);
    }

    /// Whole minutes, hours or days, as in `90m`, `6h` or `2d`.
    private static int historyOf(String text) {
        var match = HISTORY.matcher(text);
        int unit =
                !match.matches()
                        ? 0
                        : switch (match.group(2)) {
                            case "m" -> 60;
                            case "h" -> 3600;
                            default -> 86_400;
                        };
        int seconds = unit == 0 ? 0 : unit * Integer.parseInt(match.group(1));
        if (seconds < Timeline.HISTORY_SECONDS || seconds > Timeline.MAX_HISTORY_SECONDS) {
            throw new IllegalArgumentException(
                    "not a length of history, give 1h to 7d, as in 90m, 6h or 2d");
        }
        return seconds;
    }

    private static int portOf(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("not a port, give 0 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static String urlOf(String text) {
        var uri = URI.create(text);
        var scheme = String.valueOf(uri.getScheme());
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException("not a URL, give http://name or https://name");
        }
        return text.replaceAll("/+$", "");
    }
}
