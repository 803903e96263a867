// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.syntax.YamlNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Reads the routing tree.
final class RouteReader {
    private static final List<String> KEYS =
            List.of(
                    "receiver",
                    "group_by",
                    "group_wait",
                    "group_interval",
                    "repeat_interval",
                    "match",
                    "match_re",
                    "matchers",
                    "continue",
                    "mute_time_intervals",
                    "active_time_intervals",
                    "routes");

    private RouteReader() {}

    /// The root takes every alert, so it may neither choose nor be mute.
    static Route root(YamlNode node) {
        var route = read(node);
        if (route.receiver().isEmpty()) {
            throw node.errorHere("root route must specify a default receiver", "");
        }
        refuseInRoot(node, "matchers", "match", "match_re", "matchers");
        refuseInRoot(node, "mute time intervals", "mute_time_intervals");
        refuseInRoot(node, "active time intervals", "active_time_intervals");
        if (route.continues()) {
            throw node.get("continue").errorHere("cannot have continue in root route", "");
        }
        return route;
    }

    private static void refuseInRoot(YamlNode node, String what, String... keys) {
        for (var key : keys) {
            if (node.has(key) && !isEmpty(node.get(key))) {
                throw node.get(key).errorHere("root route must not have any " + what, "");
            }
        }
    }

    private static boolean isEmpty(YamlNode node) {
        return node.isList() ? node.items().isEmpty() : node.isMap() && node.entries().isEmpty();
    }

    private static Route read(YamlNode node) {
        Fields.keys(node, KEYS, List.of());
        return new Route(
                node.find("receiver").map(YamlNode::text),
                groupBy(node),
                Fields.millis(node, "group_wait"),
                Fields.positiveMillis(node, "group_interval"),
                Fields.positiveMillis(node, "repeat_interval"),
                Fields.matchers(node, ""),
                Fields.flag(node, "continue", false),
                node.find("mute_time_intervals").map(YamlNode::textItems).orElse(List.of()),
                node.find("active_time_intervals").map(YamlNode::textItems).orElse(List.of()),
                node.items("routes").stream().map(RouteReader::read).toList());
    }

    private static Optional<List<String>> groupBy(YamlNode node) {
        var found = node.find("group_by");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var names = new LinkedHashSet<String>();
        for (var item : found.get().items()) {
            if (!names.add(item.text())) {
                throw item.errorHere("duplicated label \"" + item.text() + "\" in group_by", "");
            }
        }
        if (names.contains(Route.ALL_LABELS) && names.size() > 1) {
            throw found.get()
                    .errorHere(
                            "cannot have wildcard group_by (`...`) and other labels at the same"
                                    + " time",
                            "");
        }
        return Optional.of(List.copyOf(names));
    }
}
