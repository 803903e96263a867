// SPDX-License-Identifier: Apache-2.0
package brownout.web.notify;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real receiver on a free port: it keeps what it is sent, and what this process logs meanwhile.
public final class Listener implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long PATIENCE_SECONDS = 60;

    /// A request as it came; `authorization` is the header or empty.
    public record Heard(String path, String body, String authorization, int answered) {
        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    private final HttpServer server;
    private final Map<String, Queue<Integer>> moods = new ConcurrentHashMap<>();
    private final BlockingQueue<Heard> arriving = new LinkedBlockingQueue<>();
    private final List<Heard> heard = new ArrayList<>();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    public Listener() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
        lines.start();
        root().addAppender(lines);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// What it answers next at a path, in this order, instead of 200.
    public void answers(String path, Integer... statuses) {
        moods.computeIfAbsent(path, _ -> new ConcurrentLinkedQueue<>()).addAll(List.of(statuses));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var path = exchange.getRequestURI().getPath();
        var mood = moods.getOrDefault(path, new ConcurrentLinkedQueue<>()).poll();
        int status = mood == null ? 200 : mood;
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        arriving.add(new Heard(path, body, header == null ? "" : header, status));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /// All requests so far, once one of them is as wanted.
    public List<Heard> await(String what, Predicate<Heard> wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (heard.stream().noneMatch(wanted)) {
            try {
                var next = arriving.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new AssertionError("never heard: " + what + " among " + heard);
                }
                heard.add(next);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        arriving.drainTo(heard);
        return List.copyOf(heard);
    }

    /// What was logged.
    public List<String> logged() {
        return List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        root().detachAppender(lines);
        server.stop(0);
    }
}
