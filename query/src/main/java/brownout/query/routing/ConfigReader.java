// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.syntax.Suggestion;
import brownout.query.syntax.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Reads a whole configuration file and checks that its parts fit together.
final class ConfigReader {
    static final List<String> SECTIONS =
            List.of(
                    "global",
                    "route",
                    "inhibit_rules",
                    "receivers",
                    "templates",
                    "time_intervals",
                    "mute_time_intervals");
    private static final List<String> INHIBIT_KEYS =
            List.of(
                    "source_match",
                    "source_match_re",
                    "source_matchers",
                    "target_match",
                    "target_match_re",
                    "target_matchers",
                    "equal");

    private ConfigReader() {}

    static Config read(YamlNode node) {
        var root = Fields.keys(node, SECTIONS, List.of("tracing"));
        refuseTemplates(root);
        var global = global(root);
        var receivers = receivers(root, global);
        var intervals = intervals(root);
        if (!root.has("route")) {
            throw root.errorHere("no routes provided", "Give a route with a receiver");
        }
        var route = RouteReader.root(root.get("route"));
        checkReceivers(root.get("route"), names(receivers, Config.Receiver::name));
        checkIntervals(root.get("route"), names(intervals, TimeInterval::name));
        var rules = root.items("inhibit_rules").stream().map(ConfigReader::inhibitRule).toList();
        return new Config(global.resolveTimeoutMillis(), route, rules, receivers, intervals);
    }

    private static void refuseTemplates(YamlNode root) {
        for (var template : root.items("templates")) {
            throw template.errorHere(
                    "template files are not supported yet", "Leave `templates` out");
        }
    }

    private static Global global(YamlNode root) {
        return root.find("global").map(Global::read).orElse(Global.DEFAULT);
    }

    /// Those of a file, in its order, with what they inherit from `global`.
    static List<Config.Receiver> receivers(YamlNode root) {
        return receivers(root, global(root));
    }

    private static List<Config.Receiver> receivers(YamlNode root, Global global) {
        var receivers = new ArrayList<Config.Receiver>();
        var names = new LinkedHashSet<String>();
        for (var node : root.items("receivers")) {
            var receiver = ReceiverReader.read(node, global);
            if (!names.add(receiver.name())) {
                throw node.get("name")
                        .errorHere(
                                "notification config name \""
                                        + receiver.name()
                                        + "\" is not unique",
                                "");
            }
            receivers.add(receiver);
        }
        return receivers;
    }

    private static List<TimeInterval> intervals(YamlNode root) {
        var intervals = new ArrayList<TimeInterval>();
        var names = new LinkedHashSet<String>();
        for (var section : List.of("mute_time_intervals", "time_intervals")) {
            for (var node : root.items(section)) {
                var interval = TimeIntervalReader.read(node);
                if (!names.add(interval.name())) {
                    throw node.get("name")
                            .errorHere(
                                    "time interval \"" + interval.name() + "\" is not unique", "");
                }
                intervals.add(interval);
            }
        }
        return intervals;
    }

    private static Config.InhibitRule inhibitRule(YamlNode node) {
        Fields.keys(node, INHIBIT_KEYS, List.of("name", "sources"));
        var equal = node.find("equal").map(YamlNode::textItems).orElse(List.of());
        return new Config.InhibitRule(
                Fields.matchers(node, "source_"), Fields.matchers(node, "target_"), equal);
    }

    private static <T> Set<String> names(List<T> things, Function<T, String> name) {
        var names = new LinkedHashSet<String>();
        things.forEach(thing -> names.add(name.apply(thing)));
        return names;
    }

    private static void checkReceivers(YamlNode route, Set<String> known) {
        route.find("receiver")
                .ifPresent(receiver -> {
                    if (!known.contains(receiver.text())) {
                        throw receiver.errorHere(
                                "undefined receiver \"" + receiver.text() + "\" used in route",
                                Suggestion.hint(receiver.text(), known));
                    }
                });
        route.items("routes").forEach(child -> checkReceivers(child, known));
    }

    private static void checkIntervals(YamlNode route, Set<String> known) {
        for (var key : List.of("mute_time_intervals", "active_time_intervals")) {
            for (var name : route.items(key)) {
                if (!known.contains(name.text())) {
                    throw name.errorHere(
                            "undefined time interval \"" + name.text() + "\" used in route",
                            Suggestion.hint(name.text(), known));
                }
            }
        }
        route.items("routes").forEach(child -> checkIntervals(child, known));
    }
}
