// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.syntax.Suggestion;
import brownout.query.syntax.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What holds for the calls of an estate: they lead somewhere, form no circle even by way of topics,
/// and stay within the limits that the engine relies on.
final class CallCheck {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_TREE = 120;
    private static final int MAX_ENTRIES = 63;

    private final Estate estate;
    private final Sections sections;
    private final Map<String, List<String>> operations = new TreeMap<>();

    CallCheck(Estate estate, Sections sections) {
        this.estate = estate;
        this.sections = sections;
    }

    void run() {
        collectNames();
        sections.items("services").forEach(this::checkService);
        sections.items("routes").forEach(route -> checkEntry(route.get("to")));
        sections.items("slos").forEach(slo -> checkEntry(slo.get("of")));
        sections.items("jobs").forEach(job -> job.items("loads").forEach(this::checkLoad));
        checkConsumers();
        checkTrees();
    }

    // ---- names

    private void collectNames() {
        collect("services", "operations");
        collect("databases", "queries");
        collect("caches", "commands");
        collect("third_parties", "operations");
        collect("object_stores", "requests");
        collect("search_clusters", "queries");
        collect("queues", "");
    }

    /// A component's operations are the names in its list `inner`; a queue has but one.
    private void collect(String section, String inner) {
        for (var component : sections.items(section)) {
            EstateCheck.unique(component.items(inner), "name");
            var names =
                    inner.isEmpty()
                            ? List.of(Estate.Queue.PUBLISH)
                            : component.items(inner).stream().map(i -> i.text("name")).toList();
            if (operations.put(component.text("name"), names) != null) {
                throw component
                        .get("name")
                        .error("the name \"" + component.text("name") + "\" is given twice");
            }
        }
    }

    private String reference(YamlNode node) {
        var pair = EstateServices.pair(node);
        var known = operations.get(pair.get(0));
        if (known == null) {
            throw node.error(
                    "no such component: \"" + pair.get(0) + "\"",
                    Suggestion.hint(pair.get(0), operations.keySet()));
        }
        if (!known.contains(pair.get(1))) {
            throw node.error(
                    "\"" + pair.get(0) + "\" has no operation \"" + pair.get(1) + "\"",
                    Suggestion.hint(pair.get(1), known));
        }
        return pair.get(0);
    }

    // ---- calls, entries, loads

    private void checkService(YamlNode service) {
        var pools = service.items("pools").stream().map(pool -> pool.text("database")).toList();
        for (var operation : service.items("operations")) {
            boolean read = false;
            for (var call : operation.items("calls")) {
                checkCall(call, pools);
                if (call.has("on") && !read) {
                    throw call.get("on").error("no cache is read before this call");
                }
                read |= reads(call);
            }
        }
    }

    private void checkCall(YamlNode call, List<String> pools) {
        var to = reference(call.get("to"));
        if (estate.database(to).isPresent() && !pools.contains(to)) {
            throw call.error("no pool to \"" + to + "\" in this service", "Add one under pools");
        }
        refuseConsumer(call.get("to"));
    }

    private boolean reads(YamlNode call) {
        var pair = EstateServices.pair(call.get("to"));
        return estate.caches().stream()
                .filter(cache -> cache.name().equals(pair.get(0)))
                .flatMap(cache -> cache.commands().stream())
                .anyMatch(command -> command.name().equals(pair.get(1)) && command.read());
    }

    private void refuseConsumer(YamlNode to) {
        if (operation(to).stream().anyMatch(Estate.Operation::consumes)) {
            throw to.error("\"" + to.text() + "\" takes messages, no calls");
        }
    }

    private List<Estate.Operation> operation(YamlNode to) {
        var pair = EstateServices.pair(to);
        return estate.service(pair.get(0)).flatMap(s -> s.operation(pair.get(1))).stream().toList();
    }

    private void checkEntry(YamlNode node) {
        var service = reference(node);
        if (estate.service(service).isEmpty()) {
            throw node.error("\"" + service + "\" is not a service");
        }
        refuseConsumer(node);
    }

    private void checkLoad(YamlNode load) {
        reference(load.get("to"));
        refuseConsumer(load.get("to"));
    }

    // ---- consumers

    /// Every group hands messages to an operation that consumes them, and every such operation has a
    /// group.
    private void checkConsumers() {
        var handled = new LinkedHashSet<String>();
        for (var queue : sections.items("queues")) {
            for (var group : queue.items("consumers")) {
                var to = group.get("to");
                reference(to);
                var topic = queue.text("name");
                if (operation(to).stream()
                        .noneMatch(o -> o.consumes() && o.route().equals(topic))) {
                    throw to.error("\"" + to.text() + "\" does not consume \"" + topic + "\"");
                }
                handled.add(to.text());
            }
        }
        var topics = estate.queues().stream().map(Estate.Queue::name).toList();
        for (var service : sections.items("services")) {
            for (var operation : service.items("operations")) {
                operation.find("consumes").ifPresent(topic -> topic.reference("queue", topics));
                var name = service.text("name") + "/" + operation.text("name");
                if (operation.has("consumes") && !handled.contains(name)) {
                    throw operation
                            .get("consumes")
                            .error(
                                    "no consumer group of the queue hands messages to \""
                                            + name
                                            + "\"");
                }
            }
        }
    }

    // ---- trees

    private void checkTrees() {
        var entries = new ArrayList<YamlNode>();
        sections.items("routes").forEach(route -> entries.add(route.get("to")));
        for (var queue : sections.items("queues")) {
            queue.items("consumers").forEach(group -> entries.add(group.get("to")));
        }
        if (entries.size() > MAX_ENTRIES) {
            throw sections.get("routes")
                    .error("more than " + MAX_ENTRIES + " routes and consumer groups");
        }
        for (var entry : entries) {
            var pair = EstateServices.pair(entry);
            int size = treeSize(pair.get(0), pair.get(1), new LinkedHashSet<>(), 0, entry);
            if (size > MAX_TREE) {
                throw entry.error("the call tree has " + size + " calls, more than " + MAX_TREE);
            }
        }
    }

    /// The calls of one trace. Messages begin traces of their own: consumers are walked to find
    /// circles, but not counted, and their depth begins anew.
    private int treeSize(
            String target, String operation, Set<String> above, int depth, YamlNode entry) {
        var name = target + "/" + operation;
        if (!above.add(name)) {
            throw entry.error("calls form a circle: " + String.join(" -> ", above) + " -> " + name);
        }
        if (depth >= MAX_DEPTH) {
            throw entry.error("calls are nested more than " + MAX_DEPTH + " deep");
        }
        int size = 1;
        var found = estate.service(target).flatMap(s -> s.operation(operation));
        if (found.isPresent()) {
            for (var call : found.get().calls()) {
                size += treeSize(call.target(), call.operation(), above, depth + 1, entry);
            }
        }
        var queue = estate.queue(target);
        if (queue.isPresent()) {
            for (var group : queue.get().consumers()) {
                treeSize(group.service(), group.operation(), above, 0, entry);
            }
        }
        above.remove(name);
        return size;
    }
}
