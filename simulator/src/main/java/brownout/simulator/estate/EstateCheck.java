// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// What holds between the parts of an estate file: names are unique, references resolve, calls form no
/// circle, and limits that the engine relies on.
final class EstateCheck {
    private static final int MAX_DEPTH = 10;
    private static final int MAX_TREE = 120;

    private final Estate estate;
    private final YamlNode root;
    private final TreeMap<String, List<String>> operations = new TreeMap<>();

    EstateCheck(Estate estate, YamlNode root) {
        this.estate = estate;
        this.root = root;
    }

    void run() {
        collectNames();
        uniqueNames("regions");
        checkRegions();
        root.items("services").forEach(this::checkService);
        root.items("routes").forEach(route -> checkEntry(route.get("to")));
        root.items("slos").forEach(slo -> checkEntry(slo.get("of")));
        root.items("queues").forEach(this::checkQueue);
        if (estate.routes().size() > 63) {
            throw root.get("routes").error("more than 63 routes");
        }
        for (int i = 0; i < estate.routes().size(); i++) {
            var route = estate.routes().get(i);
            var node = root.items("routes").get(i);
            int size = treeSize(route.service(), route.operation(), new LinkedHashSet<>(), node);
            if (size > MAX_TREE) {
                throw node.error("the call tree has " + size + " calls, more than " + MAX_TREE);
            }
        }
    }

    private void collectNames() {
        for (var section : List.of("services", "databases", "caches", "third_parties", "queues")) {
            for (var component : root.items(section)) {
                var inner = innerNames(component);
                if (operations.put(component.text("name"), inner) != null) {
                    throw component
                            .get("name")
                            .error("the name \"" + component.text("name") + "\" is given twice");
                }
            }
        }
    }

    private static List<String> innerNames(YamlNode component) {
        var names = new ArrayList<String>();
        for (var section : List.of("operations", "queries", "commands")) {
            for (var inner : component.items(section)) {
                if (names.contains(inner.text("name"))) {
                    throw inner.get("name")
                            .error("the name \"" + inner.text("name") + "\" is given twice");
                }
                names.add(inner.text("name"));
            }
        }
        return names;
    }

    private void uniqueNames(String section) {
        var seen = new LinkedHashSet<String>();
        for (var item : root.items(section)) {
            if (!seen.add(item.text("name"))) {
                throw item.get("name")
                        .error("the name \"" + item.text("name") + "\" is given twice");
            }
        }
    }

    private void checkRegions() {
        double share = estate.regions().stream().mapToDouble(Estate.Region::share).sum();
        if (Math.abs(share - 1) > 1e-9 || estate.regions().size() > 15) {
            throw root.get("regions").error("the shares of 1..15 regions must add up to 1");
        }
        for (var region : root.items("regions")) {
            if (region.get("nodes").items().isEmpty()) {
                throw region.error("a region needs at least one node");
            }
        }
    }

    private void checkService(YamlNode service) {
        var pools = new ArrayList<String>();
        var databases = estate.databases().stream().map(Estate.Database::name).toList();
        for (var pool : service.items("pools")) {
            var database = pool.get("database").reference("database", databases);
            if (pools.contains(database)) {
                throw pool.error("a second pool to \"" + database + "\"");
            }
            pools.add(database);
        }
        for (var operation : service.items("operations")) {
            operation.find("transaction").ifPresent(t -> t.reference("pool", pools));
            for (var call : operation.items("calls")) {
                checkCall(call, databases, pools);
            }
        }
    }

    private void checkCall(YamlNode call, List<String> databases, List<String> pools) {
        var to = reference(call.get("to"));
        if (databases.contains(to) && !pools.contains(to)) {
            throw call.error("no pool to \"" + to + "\" in this service", "Add one under pools");
        }
        if (estate.queues().stream().anyMatch(queue -> queue.name().equals(to))) {
            throw call.get("to").error("calls to queues are not supported yet");
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

    private void checkEntry(YamlNode node) {
        var service = reference(node);
        if (estate.service(service).isEmpty()) {
            throw node.error("\"" + service + "\" is not a service");
        }
    }

    private void checkQueue(YamlNode queue) {
        for (var consumer : queue.get("consumers").items()) {
            consumer.reference("service", estate.serviceNames());
        }
    }

    private int treeSize(String service, String operation, Set<String> above, YamlNode node) {
        var name = service + "/" + operation;
        if (!above.add(name)) {
            throw node.error("calls form a circle: " + String.join(" -> ", above) + " -> " + name);
        }
        if (above.size() > MAX_DEPTH) {
            throw node.error("calls are nested more than " + MAX_DEPTH + " deep");
        }
        int size = 1;
        var found = estate.service(service).flatMap(s -> s.operation(operation));
        if (found.isPresent()) {
            for (var call : found.get().calls()) {
                size += treeSize(call.target(), call.operation(), above, node);
            }
        }
        above.remove(name);
        return size;
    }
}
