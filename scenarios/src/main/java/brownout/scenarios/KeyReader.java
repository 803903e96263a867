// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.query.syntax.YamlNode;
import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/// Reads the answer key and the objective.
final class KeyReader {
    private static final double MAX_WEIGHT = 1000;

    private KeyReader() {}

    static AnswerKey key(YamlNode node, List<Beat> script, Estate estate) {
        node.keys("components", "mechanism", "trigger", "severity", "affected", "path");
        var components = names(node.get("components"), "component", estate.suspectNames());
        var mechanism = node.get("mechanism").choice(Mechanism.class);
        if (components.isEmpty() != (mechanism == Mechanism.NOTHING)) {
            throw node.get("components")
                    .error("components are empty where, and only where, the mechanism is nothing");
        }
        boolean fault = script.stream().anyMatch(beat -> beat.role() == Beat.Role.FAULT);
        if (fault == components.isEmpty()) {
            throw node.error(
                    "the script " + (fault ? "has a" : "lacks a") + " beat with the role fault");
        }
        var graph = CallGraph.of(estate);
        return new AnswerKey(
                components,
                mechanism,
                trigger(node.get("trigger"), script),
                path(node.get("path"), graph, estate),
                severity(node.get("severity")),
                names(node.get("affected"), "service", estate.serviceNames()),
                graph.neighbours(components));
    }

    private static String trigger(YamlNode node, List<Beat> script) {
        if (node.text().equals("none")) {
            return "";
        }
        var visible = script.stream().filter(Beat::isAnnounced).map(Beat::id).toList();
        return node.reference("beat with an actor", visible);
    }

    private static Severity severity(YamlNode node) {
        var names = Arrays.stream(Severity.values()).map(Severity::name).toList();
        return Severity.valueOf(node.reference("severity", names));
    }

    private static List<Edge> path(YamlNode node, CallGraph graph, Estate estate) {
        var edges = new ArrayList<Edge>();
        for (var item : node.items()) {
            var ends = names(item, "component", estate.componentNames());
            if (ends.size() != 2) {
                throw item.error("an edge of the path has two ends: [callee, caller]");
            }
            var edge = new Edge(ends.get(0), ends.get(1));
            if (!graph.has(edge)) {
                throw item.error(
                        "nothing is called between " + edge.from() + " and " + edge.to(),
                        "Calls of "
                                + edge.from()
                                + ": "
                                + String.join(", ", graph.neighbours(List.of(edge.from()))));
            }
            edges.add(edge);
        }
        return edges;
    }

    private static List<String> names(YamlNode node, String kind, Collection<String> known) {
        var names = node.items().stream().map(item -> item.reference(kind, known)).toList();
        if (new HashSet<>(names).size() != names.size()) {
            throw node.error("a " + kind + " is given twice");
        }
        return names;
    }

    static Objective objective(YamlNode node, Estate estate) {
        if (node.find("watch").isPresent()) {
            return watched(node);
        }
        node.keys("noun", "slo", "window", "routes");
        var names = estate.slos().stream().map(Estate.Slo::name).toList();
        var name = node.get("slo").reference("slo", names);
        var slo = estate.slos().get(names.indexOf(name));
        var routes = node.get("routes").items().stream().map(item -> route(item, estate)).toList();
        if (routes.isEmpty()) {
            throw node.get("routes").error("at least one route is needed");
        }
        return new Objective(
                node.text("noun"),
                "failed " + node.text("noun"),
                slo.objective(),
                window(node),
                new Objective.Requests(routes));
    }

    private static int window(YamlNode node) {
        return ScriptReader.seconds(node.get("window"), 10, 3600);
    }

    private static Objective watched(YamlNode node) {
        node.keys("noun", "harm", "success", "window", "watch");
        var watch = node.get("watch").keys("bad", "total");
        return new Objective(
                node.text("noun"),
                node.text("harm"),
                node.get("success").ratio(),
                window(node),
                new Objective.Watch(
                        SignReader.query(watch.get("bad"), Signal.METRIC),
                        SignReader.query(watch.get("total"), Signal.METRIC)));
    }

    private static Objective.WeightedRoute route(YamlNode node, Estate estate) {
        node.keys("of", "weight");
        var known =
                estate.routes().stream()
                        .map(route -> route.service() + "/" + route.operation())
                        .toList();
        var of = node.get("of").reference("entry route", known);
        var route = estate.routes().get(known.indexOf(of));
        var operation =
                estate.service(route.service())
                        .flatMap(service -> service.operation(route.operation()))
                        .orElseThrow();
        return new Objective.WeightedRoute(
                route.service(),
                route.operation(),
                operation.route(),
                node.get("weight").number(.001, MAX_WEIGHT));
    }
}
