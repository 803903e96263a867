// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Ingress;
import brownout.simulator.engine.Requests;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.SpanBuffer;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.World;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the ingress logs: a line for each request of the customers, in the moment in which it is answered,
/// in the default format of Envoy's access log. The place of the request's id has its trace id, so that a
/// line leads to its trace. Where no pod answers, the proxy does so itself and says why by a response flag:
/// `UH` where no pod is ready, `UC` where the pod went away while it worked, `UT` where it never answers.
/// Such a request has no server span; all others have exactly one root.
///
/// Source: Envoy's documentation, "Access logging", default format string and `%RESPONSE_FLAGS%`.
final class AccessLines {
    private static final List<String> BROWSERS =
            List.of(
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                            + " Chrome/131.0.0.0 Safari/537.36",
                    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
                            + " Chrome/131.0.0.0 Mobile Safari/537.36",
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML,"
                            + " like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
                    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like"
                            + " Gecko) Version/18.1 Safari/605.1.15",
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0");

    private static final List<String> APPS =
            List.of("okhttp/4.12.0", "Shop/8.14.2 CFNetwork/1568.200.51 Darwin/24.1.0");

    private static final List<String> PROGRAMS =
            List.of("Go-http-client/2.0", "python-requests/2.32.3", "Java-http-client/21.0.5");

    /// What is in every line, but for the hosts and what the request asks for.
    private static final List<String> SAID = List.of("HTTP/2", "UH UC UT");

    /// Where the number that a path has in the place of `{id}` or the like is a part of a longer word.
    private static final Pattern NUMBER_IN_WORD = Pattern.compile("\\w\\{[a-z]+}|\\{[a-z]+}\\w");

    private AccessLines() {}

    /// The line of the request in `spans` if it was answered in the second after `afterMicros`.
    static Optional<Lines.Line> of(
            long coordinate, SpanBuffer spans, int stream, long afterMicros) {
        boolean isUnanswered = spans.isUnanswered();
        long end = isUnanswered ? spans.unansweredMicros() : spans.endMicros(0);
        if (end <= afterMicros || end > afterMicros + 1_000_000) {
            return Optional.empty();
        }
        long hash = spans.requestHash();
        return Optional.of(
                new Lines.Line.Passed(
                        stream,
                        Lines.nanos(end, hash, ROOT),
                        coordinate,
                        hash,
                        isUnanswered ? spans.unansweredPod() : spans.pod(0),
                        spans.beganMicros(),
                        end,
                        isUnanswered ? spans.unansweredStatus() : spans.status(0)));
    }

    /// The code of a root's server span.
    private static final long ROOT = 0;

    static String pod(World world, Lines.Line.Passed passed) {
        return ingress(world).pod(Coordinate.region(passed.coordinate()), passed.requestHash());
    }

    private static Ingress ingress(World world) {
        return Objects.requireNonNull(world.ingress);
    }

    /// The line; `started` is when the request came, with nine decimals of a second, `trace` its id.
    static String text(Snapshot snapshot, Lines.Line.Passed passed, String started, String trace) {
        var world = snapshot.world;
        int route = Coordinate.route(passed.coordinate());
        long hash = passed.requestHash();
        var http = Http.of(world, passed.coordinate(), ROOT);
        var answer = Answer.of(passed, http.route());
        long millis = (passed.endMicros() - passed.startMicros()) / 1000;
        int user = Requests.user(hash);
        var host = ingress(world).host(route);
        return "["
                + started.substring(0, started.length() - "000000Z".length())
                + "Z] \""
                + http.method()
                + ' '
                + http.path(hash)
                + " HTTP/2\" "
                + answer.code
                + ' '
                + answer.flags
                + ' '
                + received(http, hash)
                + ' '
                + answer.bytes
                + ' '
                + millis
                + ' '
                + (answer.isOfService() ? Long.toString(millis) : "-")
                + " \""
                + address(user)
                + "\" \""
                + agent(world.purchases.isCustomers(route), host, user)
                + "\" \""
                + trace
                + "\" \""
                + host
                + "\" \""
                + (passed.pod() < 0 ? "-" : PodMetrics.instance(snapshot.fleet.pod(passed.pod())))
                + '"';
    }

    /// What was sent back.
    private record Answer(int code, String flags, int bytes) {
        static Answer of(Lines.Line.Passed passed, String route) {
            int status = passed.status();
            int code = Status.code(status);
            if (code == 0) {
                return status == Status.RESET
                        ? new Answer(503, "UC", 95)
                        : status == Status.TIMEOUT
                                ? new Answer(504, "UT", 24)
                                : new Answer(503, "UH", 19);
            }
            return new Answer(code, "-", sent(code, route, passed.requestHash()));
        }

        boolean isOfService() {
            return flags.equals("-");
        }
    }

    /// Bodies of a route are alike, those of errors short.
    private static int sent(int code, String route, long requestHash) {
        if (code == 204) {
            return 0;
        }
        if (code >= 400) {
            return 60 + Rng.below(Rng.hash(requestHash, 0x5e47), 100);
        }
        int usual = 600 + Rng.below(Rng.hash(0x5e47, route), 30_000);
        return usual + Rng.below(Rng.hash(requestHash, 0x5e47), usual / 2);
    }

    private static int received(Http http, long requestHash) {
        return http.method().equals("GET") ? 0 : 150 + Rng.below(Rng.hash(requestHash, 0x4ec), 900);
    }

    /// Where a user's requests come from, in the range that RFC 2544 sets aside for benchmarks.
    private static String address(int user) {
        int hash = Rng.below(Rng.hash(user, 0xadd4), 1 << 17);
        return "198." + (18 + (hash >> 16)) + "." + (hash >> 8 & 0xff) + "." + (hash & 0xff);
    }

    /// Customers have browsers, or the app where the host is one for apps; all others have programs.
    private static String agent(boolean isCustomer, String host, int user) {
        var agents = !isCustomer ? PROGRAMS : host.startsWith("app") ? APPS : BROWSERS;
        return agents.get(Rng.below(Rng.hash(user, 0xa6e47), agents.size()));
    }

    /// Whether lines of the ingress may hold a word, see [InfoWord].
    static boolean mayHold(World world, String word) {
        var ingress = world.ingress;
        if (ingress == null) {
            return false;
        }
        boolean any =
                List.of(BROWSERS, APPS, PROGRAMS, SAID).stream()
                        .anyMatch(texts -> holds(texts, word));
        for (int route = 0; route < world.entries && !any; route++) {
            var op = world.ops[world.trees[route].op()];
            any =
                    ingress.isEntry(route)
                            && (holds(List.of(op.method(), op.route(), ingress.host(route)), word)
                                    || NUMBER_IN_WORD.matcher(op.route()).find());
        }
        return any;
    }

    private static boolean holds(List<String> texts, String word) {
        return texts.stream().anyMatch(text -> text.contains(word));
    }
}
