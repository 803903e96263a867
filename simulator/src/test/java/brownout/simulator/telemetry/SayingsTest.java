// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import static brownout.simulator.Shops.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.LogStore;
import brownout.query.data.LogStore.Direction;
import brownout.query.data.LogStore.LineHints;
import brownout.query.data.TimeRange;
import brownout.query.data.Trace;
import brownout.query.data.TraceId;
import brownout.simulator.Shops;
import brownout.simulator.Worlds;
import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.TickRecord;
import brownout.simulator.engine.Timeline;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.Sentence;
import brownout.simulator.fault.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What services say of requests, above all of those that went well.
class SayingsTest {
    private static final long T0 = 1_764_000_000;
    private static final Estate WHOLE = EstateFile.builtin("larkspur-whole");

    /// A minute of the whole shop; a while later all its services have been restarted.
    private static final int QUIET = -15;

    private static final int END = 150;
    private static final Timeline RUN = run();

    private static Timeline run() {
        var restarts =
                WHOLE.serviceNames().stream().map(name -> at(QUIET, new Effect.Restart(name, "")));
        var history = Timeline.history(WHOLE, RuleStage.NONE, 11, 60);
        var run = history.fork(QUIET, 11, restarts.toList());
        run.advanceTo(END);
        return run;
    }

    private static List<Map<String, String>> lines(LogStore logs, int from, int to, String has) {
        var range = TimeRange.afterMillis((T0 + from) * 1000, (T0 + to) * 1000);
        var hints = new LineHints(List.of(has), Map.of());
        var cursor = logs.read(List.of(), hints, range, Direction.FORWARD, 0);
        var found = new ArrayList<Map<String, String>>();
        while (cursor.next()) {
            var line = cursor.entry().line();
            if (line.startsWith("{") && line.contains(has)) {
                found.add(JsonLine.parse(line));
            }
        }
        return found;
    }

    private static String field(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }

    // ---- sentences

    /// Everything that a sentence can become.
    private static Pattern pattern(Sentence sentence) {
        var pattern = new StringBuilder();
        for (var part : sentence.parts()) {
            switch (part) {
                case Sentence.Part.Words words -> pattern.append(Pattern.quote(words.text()));
                case Sentence.Part.OneOf some -> {
                    var texts = some.texts().stream().map(Pattern::quote).toList();
                    pattern.append("(?:").append(String.join("|", texts)).append(')');
                }
                case Sentence.Part.Whole _ -> pattern.append("[0-9]+");
                case Sentence.Part.Of(var what) ->
                        pattern.append(
                                switch (what) {
                                    case ID -> "[1-9][0-9]{5}";
                                    case USER -> "user_[0-9]+";
                                    case ITEMS -> "[1-9]";
                                    case AMOUNT -> "[0-9]+\\.[0-9]{2}";
                                    case CURRENCY -> "[A-Z]{3}";
                                    case REF -> "[0-9a-f]{8}";
                                    case MESSAGE -> "[a-z-]+-[0-9]+@[0-9]+";
                                    case MS -> "[0-9]+";
                                });
            }
        }
        return Pattern.compile(pattern.toString());
    }

    /// Whoever answers says one of its own sentences, and nearly all are heard.
    @Test
    void whoAnswersSaysOneOfItsOwnSentences() {
        var logs = new Telemetry(RUN, new Visibility(END), T0, new RunKey(11, 5)).logs();
        var heard = new TreeMap<String, TreeSet<String>>();
        var patterns = new TreeMap<String, Pattern>();
        long checked = 0;
        for (var fields : lines(logs, QUIET - 30, QUIET, "\"level\":\"INFO\"")) {
            boolean declined = field(fields, "status").startsWith("4");
            if (!fields.containsKey("status")) {
                continue;
            }
            var operation = operation(fields);
            var decline = operation.decline();
            if (declined && !field(fields, "status").equals("" + decline.status())) {
                assertTrue(field(fields, "message").startsWith("Request declined: "), "" + fields);
                continue;
            }
            var says = declined ? decline.says() : operation.says();
            var said =
                    says.stream()
                            .filter(sentence ->
                                    patterns.computeIfAbsent(
                                                    sentence.text(), _ -> pattern(sentence))
                                            .matcher(field(fields, "message"))
                                            .matches())
                            .map(Sentence::text)
                            .toList();
            assertFalse(said.isEmpty(), fields.toString());
            heard.computeIfAbsent(field(fields, "service"), _ -> new TreeSet<>()).addAll(said);
            checked++;
        }
        assertTrue(checked > 50_000, checked + " lines");
        assertTrue(heard.size() > 50, heard.keySet().toString());
        long all = patterns.size();
        long some = heard.values().stream().mapToLong(TreeSet::size).sum();
        assertTrue(some > 0.95 * all, some + " of " + all);
    }

    private static Estate.Operation operation(Map<String, String> fields) {
        var service = WHOLE.service(field(fields, "service")).orElseThrow();
        return service.operations().stream()
                .filter(operation ->
                        operation.route().equals(fields.get("endpoint"))
                                && operation.method().equals(fields.get("method")))
                .findFirst()
                .orElseThrow();
    }

    /// Whoever looks for trouble by a word must not find what went well.
    @Test
    void noSentenceSoundsLikeTrouble() {
        var trouble =
                Pattern.compile(
                        "(?i)error|fail|timeout|timed out|exception|retr[iy]|warn|slow|fatal|refused|reject|abort|crash|unavailable|exceed|broken|reset");
        for (var service : WHOLE.services()) {
            for (var operation : service.operations()) {
                assertFalse(operation.says().isEmpty(), service.name() + "/" + operation.name());
                for (var says : operation.says()) {
                    assertFalse(trouble.matcher(says.text()).find(), says.text());
                }
            }
        }
    }

    // ---- how much there is to say

    /// What a service says, without what changes in it: its sentences, what the code has it say of
    /// failures, and what its pods say as they come and go.
    @Test
    void everyServiceHasADozenTemplates() {
        var templates = new TreeMap<String, Set<String>>();
        for (var service : WHOLE.services()) {
            var said = new TreeSet<String>();
            for (var operation : service.operations()) {
                operation.says().forEach(says -> said.add(says.text()));
                operation.decline().says().forEach(says -> said.add(says.text()));
            }
            templates.put(service.name(), said);
        }
        var world = RUN.snapshot().world;
        addFailures(world, templates);
        addLives(world, templates);
        for (var service : asked(world)) {
            var said = templates.getOrDefault(service, new TreeSet<>());
            assertTrue(said.size() >= 12, service + ": " + said);
        }
        assertEquals(templates.keySet(), asked(world));
    }

    private static Set<String> asked(World world) {
        var asked = new TreeSet<String>();
        for (var nodes : world.nodes) {
            for (var node : nodes) {
                if (node.op() >= 0) {
                    asked.add(world.service(world.ops[node.op()].service()).name());
                }
            }
        }
        return asked;
    }

    private static String template(String message) {
        return message.replaceAll("(Call to|Going on without) \\S+", "$1 *")
                .replaceAll("\\([^)]*\\)", "(*)")
                .replaceAll("(Retrying) \\S+ \\S+( .*)?", "$1")
                .replaceAll("[0-9]+", "0");
    }

    private static Set<String> of(Map<String, Set<String>> templates, Estate.Service service) {
        return templates.computeIfAbsent(service.name(), _ -> new TreeSet<>());
    }

    /// What is written of a request that fails of something that its operation does.
    private static void addFailures(World world, Map<String, Set<String>> into) {
        var snapshot = RUN.snapshot();
        var ids = new Ids(new RunKey(11, 5));
        var writer = new LineWriter(snapshot, Catalog.of(world).streams, ids, T0);
        for (int route = 0; route < world.trees.length; route++) {
            long coordinate = Coordinate.pack(QUIET - 10, 0, route, 0);
            for (var node : world.nodes[route]) {
                if (node.op() < 0) {
                    continue;
                }
                var op = world.ops[node.op()];
                var said = of(into, world.service(op.service()));
                int workload = world.workload(op.service(), 0);
                int pod =
                        IntStream.range(0, snapshot.fleet.size())
                                .filter(id -> snapshot.fleet.pod(id).workload == workload)
                                .findFirst()
                                .orElseThrow();
                var kinds = new TreeMap<Failure, Integer>();
                kinds.put(Failure.OVERLOADED, -1);
                if (op.spec().errorRatio() > 0) {
                    kinds.put(Failure.INTERNAL, -1);
                }
                for (int call = 0; call < op.edges().length; call++) {
                    var edge = op.edges()[call];
                    long client = (long) node.callees()[call].number() << 1 | 1;
                    if (edge.spec().critical()) {
                        for (var kind : failures(edge.kind())) {
                            kinds.put(kind, call);
                        }
                    } else {
                        said.add(
                                written(
                                        writer,
                                        failed(coordinate, client, pod, Failure.NONE, -1, true)));
                    }
                    if (edge.spec().policy().retries() > 0) {
                        said.add(
                                written(
                                        writer,
                                        failed(coordinate, client, pod, Failure.NONE, -1, false)));
                    }
                }
                long server = (long) node.number() << 1;
                kinds.forEach((kind, cause) ->
                        said.add(
                                written(
                                        writer,
                                        failed(coordinate, server, pod, kind, cause, false))));
            }
        }
    }

    private static List<Failure> failures(World.Kind kind) {
        return switch (kind) {
            case SERVICE ->
                    List.of(
                            Failure.UPSTREAM_ERROR,
                            Failure.UPSTREAM_TIMEOUT,
                            Failure.CONNECTION_REFUSED);
            case THIRD_PARTY, OBJECT_STORE, SEARCH ->
                    List.of(Failure.UPSTREAM_ERROR, Failure.UPSTREAM_TIMEOUT);
            case DATABASE -> List.of(Failure.POOL_TIMEOUT, Failure.DATABASE_ERROR);
            case CACHE -> List.of(Failure.DATABASE_ERROR, Failure.LOADING);
            case TOPIC -> List.of(Failure.UPSTREAM_ERROR);
        };
    }

    private static Lines.Line.Request failed(
            long coordinate, long code, int pod, Failure failure, int cause, boolean forgone) {
        long micros = (QUIET - 9) * 1_000_000L;
        int bad = Status.of(503);
        return new Lines.Line.Request(
                0,
                micros * 1000,
                coordinate,
                77,
                code,
                pod,
                micros - 900,
                micros,
                bad,
                failure,
                cause,
                bad,
                0,
                forgone,
                false,
                null);
    }

    private static String written(LineWriter writer, Lines.Line line) {
        return template(field(JsonLine.parse(writer.entry(line).line()), "message"));
    }

    /// What pods log as they come and go.
    private static void addLives(World world, Map<String, Set<String>> into) {
        var snapshot = RUN.snapshot();
        var wanted = new boolean[Catalog.of(world).streams.size()];
        Arrays.fill(wanted, 0, world.workloads() * TickRecord.LEVELS, true);
        for (int tick = QUIET; tick < END; tick++) {
            var found = new ArrayList<Lines.Line>();
            PodEvents.lines(snapshot, tick, wanted, found);
            for (var line : found) {
                if (line instanceof Lines.Line.Event event) {
                    int service = snapshot.fleet.pod(event.pod()).service;
                    of(into, world.service(service)).add(template(event.message()));
                }
            }
        }
    }

    // ---- agreement

    private static final Pattern ORDER =
            Pattern.compile(
                    "(?:checkout done: order|Order|Payment for order) ([0-9]+)(?: placed:| captured:|,)"
                            + "(?: ([1-9]) items,)? ([0-9.]+) ([A-Z]{3})");

    /// Ten minutes of the small shop: order, articles, worth and currency are the same in all lines of a
    /// trace and on its span.
    @Test
    void whatAnOrderIsWorthIsTheSameInLinesAndSpans() {
        int from = -3600;
        int to = from + 600;
        var run = Worlds.history(to);
        var telemetry = new Telemetry(run, new Visibility(to), T0, new RunKey(11, 5));
        var orders = new TreeMap<String, TreeSet<String>>();
        int said = 0;
        for (var currency : List.of("EUR", "USD")) {
            for (var fields : lines(telemetry.logs(), from, to, currency)) {
                var match = ORDER.matcher(field(fields, "message"));
                if (match.matches()) {
                    var of = orders.computeIfAbsent(field(fields, "traceId"), _ -> new TreeSet<>());
                    of.add("order " + match.group(1));
                    of.add("worth " + Double.parseDouble(match.group(3)) + " " + match.group(4));
                    if (match.group(2) != null) {
                        of.add("items " + match.group(2));
                    }
                    said++;
                }
            }
        }
        assertTrue(said > orders.size() * 1.3 && orders.size() > 10_000, said + " lines");
        int checked = 0;
        for (var order : orders.entrySet()) {
            assertTrue(order.getValue().size() <= 3, order.toString());
            if (checked++ < 500) {
                var root = root(telemetry, order.getKey());
                var worth = root.attributes().get("order.amount");
                var currency = root.attributes().get("order.currency");
                assertTrue(
                        order.getValue().contains("worth " + worth + " " + currency), "" + order);
            }
        }
    }

    private static Trace.Span root(Telemetry telemetry, String traceId) {
        var trace = telemetry.traces().get(TraceId.parse(traceId).orElseThrow()).orElseThrow();
        return trace.spans().stream().filter(s -> s.parentId() == 0).findFirst().orElseThrow();
    }

    /// What looks like a purchase and is none is not called one.
    @Test
    void anAnswerThatSaysNothingIsNoPurchase() {
        var empty = new Symptom(Failure.NONE, 200, 0, "", "unexpected end of document", "");
        var hollow = Condition.Calls.to(Scope.ANY, "bank").operation("charge").failing(0.4, empty);
        var shop =
                Shops.run(3, -240, at(-540, new Effect.Hold("hollow", hollow, new Course.Step())));
        long bought = 0;
        for (var span : shop.spans(-480, -240)) {
            bought += span.attributes().get("order.amount") == null ? 0 : 1;
        }
        long said = 0;
        for (var line : shop.lines(-480, -240, "web")) {
            var message = field(JsonLine.parse(line), "message");
            said += message.startsWith("Basket") && !message.endsWith("is empty") ? 1 : 0;
        }
        assertEquals(bought, said);
        assertTrue(
                bought > 500
                        && shop.count(-480, -240, "web", "Request completed: POST /buy") > 300);
    }
}
