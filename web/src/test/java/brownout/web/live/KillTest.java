// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at random moments with events in flight: nothing acknowledged is lost, and what was
/// answered about closed time, the scorecard, the debrief and the event stream come back to the byte.
/// `-Dbrownout.kills=N` sets how often (3); a failure prints the seed. The log is read after every kill;
/// all answers are asked for again after the last one: they are a function of the log, and harm that
/// an earlier kill did to it lasts. With more kills than in the suite they are after each.
final class KillTest {
    private static final int IN_SUITE = 3;
    private static final int KILLS = Integer.getInteger("brownout.kills", IN_SUITE);
    private static final long SEED = Long.getLong("brownout.seed", 20261124L);
    private static final String DRILL = "saturday-at-the-till";
    private static final String STREAM = "event stream";
    private static final int WRITERS = 4;

    @TempDir Path folder;

    @Test
    void nothingAcknowledgedIsLostAndAnswersComeBackToTheByte() {
        var random = new SplittableRandom(SEED);
        var data = folder.resolve("data");
        var server = ServerProcess.start(data);
        try {
            var finished = playedAndFinished(server.url());
            var before = answers(finished);
            var open = Client.create(server.url(), DRILL, 42);
            open.warp(90);
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            for (int kill = 1; kill <= KILLS; kill++) {
                var name = "kill " + kill + " of " + KILLS + ", -Dbrownout.seed=" + SEED;
                killWhileWriting(server, open, acknowledged, kill, 5 + random.nextInt(200));
                server = ServerProcess.start(data);
                open = open.on(server.url());
                finished = finished.on(server.url());
                var log = open.get("/api/v1/runs/" + open.run() + "/events").body();
                for (var note : acknowledged) {
                    assertTrue(log.contains(note), name + ": lost " + note);
                }
                assertEquals(
                        before.get(STREAM),
                        finished.feedUntil("\"finished\""),
                        name + ": " + STREAM);
                if (kill == KILLS || KILLS > IN_SUITE) {
                    assertSame(before, answers(finished), name);
                }
            }
            assertTrue(acknowledged.size() >= 5 * KILLS, "hardly anything was in flight");
        } finally {
            server.close();
        }
    }

    private static void assertSame(
            Map<String, String> before, Map<String, String> after, String name) {
        for (var each : before.entrySet()) {
            assertEquals(each.getValue(), after.get(each.getKey()), name + ": " + each.getKey());
        }
    }

    /// A run with two actions, a pin and a declaration, finished, so that it has a scorecard.
    private static Client playedAndFinished(String url) {
        var run = Client.create(url, DRILL, 7);
        run.warp(150);
        run.accepted("acted", "{\"line\":\"restart payment-api\"}");
        run.warp(240);
        run.accepted(
                "pinned",
                "{\"id\":\"p1\",\"url\":\"/x/logs\",\"title\":\"Pool timeouts\",\"signal\":\"log\",\"fromTick\":150,\"toTick\":210,\"atTick\":200,\"snapshot\":\"\"}");
        run.accepted("acted", "{\"line\":\"pool payment-api payments-db --size 50\"}");
        run.warp(420);
        run.accepted("finished", "{}");
        return run;
    }

    /// Four writers post notes until `acks` of them are acknowledged; then the server is killed.
    private static void killWhileWriting(
            ServerProcess server, Client run, Set<String> acknowledged, int kill, int acks) {
        var enough = new CountDownLatch(1);
        var count = new AtomicInteger();
        var writers = new Thread[WRITERS];
        for (int w = 0; w < WRITERS; w++) {
            int writer = w;
            writers[w] =
                    Thread.ofVirtual()
                            .start(() ->
                                    write(run, acknowledged, kill, writer, count, acks, enough));
        }
        try {
            enough.await();
            server.kill();
            for (var writer : writers) {
                writer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void write(
            Client run,
            Set<String> acknowledged,
            int kill,
            int writer,
            AtomicInteger count,
            int acks,
            CountDownLatch enough) {
        try {
            for (int i = 0; ; i++) {
                var text = "note-" + kill + "-" + writer + "-" + i + ".";
                var reply = run.event("noted", "{\"text\":\"" + text + "\"}");
                if (reply.statusCode() == 201) {
                    acknowledged.add(text);
                    if (count.incrementAndGet() >= acks) {
                        enough.countDown();
                    }
                }
            }
        } catch (RuntimeException _) {
            enough.countDown(); // the server is gone
        }
    }

    /// 30 answers about closed time over all four APIs, most of them after the two actions, and what
    /// is derived from the whole log.
    private static Map<String, String> answers(Client run) {
        var answers = new LinkedHashMap<String, String>();
        long t0 = run.status().get("t0").asLong() / 1000;
        for (long at : new long[] {120, 210, 300, 390}) {
            for (var query :
                    new String[] {
                        "sum by (service, status) (rate(http_requests_total[1m]))",
                        "histogram_quantile(0.95, sum by (service, le) (rate(http_request_duration_seconds_bucket[1m])))",
                        "hikaricp_connections_pending"
                    }) {
                add(answers, run, "prometheus", "/api/v1/query", "query", query, "time", t0 + at);
            }
            add(
                    answers,
                    run,
                    "loki",
                    "/loki/api/v1/query_range",
                    "query",
                    "{service=\"payment-api\", level=\"ERROR\"}",
                    "start",
                    t0 + at - 10,
                    "end",
                    t0 + at,
                    "limit",
                    50);
            add(
                    answers,
                    run,
                    "loki",
                    "/loki/api/v1/query",
                    "query",
                    "sum by (service) (count_over_time({level=\"ERROR\"}[1m]))",
                    "time",
                    t0 + at);
            if (at < 390) {
                add(
                        answers,
                        run,
                        "tempo",
                        "/api/search",
                        "q",
                        "{ status = error }",
                        "start",
                        t0 + at - 20,
                        "end",
                        t0 + at - 10,
                        "limit",
                        5);
            }
        }
        add(
                answers,
                run,
                "prometheus",
                "/api/v1/query_range",
                "query",
                "sum(rate(http_requests_total{status=~\"5..\"}[1m]))",
                "start",
                t0 - 900,
                "end",
                t0 + 400,
                "step",
                15);
        add(
                answers,
                run,
                "prometheus",
                "/api/v1/query_exemplars",
                "query",
                "http_request_duration_seconds_bucket{service=\"frontend\"}",
                "start",
                t0 + 300,
                "end",
                t0 + 390);
        add(
                answers,
                run,
                "prometheus",
                "/api/v1/series",
                "match[]",
                "up",
                "start",
                t0,
                "end",
                t0 + 400);
        add(
                answers,
                run,
                "prometheus",
                "/api/v1/query_range",
                "query",
                "ALERTS",
                "start",
                t0,
                "end",
                t0 + 400,
                "step",
                30);
        add(
                answers,
                run,
                "loki",
                "/loki/api/v1/query_range",
                "query",
                "sum by (level) (count_over_time({namespace=\"production\"}[30s]))",
                "start",
                t0 + 240,
                "end",
                t0 + 390,
                "step",
                30);
        add(
                answers,
                run,
                "loki",
                "/loki/api/v1/series",
                "match[]",
                "{service=\"frontend\"}",
                "start",
                t0,
                "end",
                t0 + 400);
        add(answers, run, "alertmanager", "/api/v2/alerts");
        for (var path : new String[] {"/scorecard", "/debrief", "/changes"}) {
            answers.put(path, run.json("/api/v1/runs/" + run.run() + path).toString());
        }
        answers.put(STREAM, run.feedUntil("\"finished\""));
        assertTrue(answers.size() >= 30, "only " + answers.size() + " answers");
        return answers;
    }

    private static void add(
            Map<String, String> answers, Client run, String base, String path, Object... params) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < params.length; i += 2) {
            map.put(params[i].toString(), params[i + 1].toString());
        }
        var reply = run.get(run.path(base, path, map));
        assertEquals(200, reply.statusCode(), path + " " + map + ": " + reply.body());
        answers.put(base + path + map, reply.body());
    }
}
