// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import java.util.ArrayList;
import java.util.List;

/// A node of the routing tree, ready to be used: what it inherits is filled in. `index` counts depth
/// first from the root = 0; `key` is Alertmanager's, the matchers from the root down:
/// `{}/{severity="page"}`.
public record RouteNode(
        int index,
        String key,
        List<Matcher> matchers,
        boolean continues,
        Options options,
        List<RouteNode> children) {
    public RouteNode {
        matchers = List.copyOf(matchers);
        children = List.copyOf(children);
    }

    /// What a group of this node does. Time intervals are not inherited, the rest is.
    public record Options(
            String receiver,
            List<String> groupBy,
            long groupWaitMillis,
            long groupIntervalMillis,
            long repeatIntervalMillis,
            List<String> muteTimeIntervals,
            List<String> activeTimeIntervals) {
        static final Options DEFAULT =
                new Options("", List.of(), 30_000, 300_000, 14_400_000, List.of(), List.of());

        public Options {
            groupBy = List.copyOf(groupBy);
            muteTimeIntervals = List.copyOf(muteTimeIntervals);
            activeTimeIntervals = List.copyOf(activeTimeIntervals);
        }

        private Options overriddenBy(Route route) {
            return new Options(
                    route.receiver().orElse(receiver),
                    route.groupBy().orElse(groupBy),
                    route.groupWaitMillis().orElse(groupWaitMillis),
                    route.groupIntervalMillis().orElse(groupIntervalMillis),
                    route.repeatIntervalMillis().orElse(repeatIntervalMillis),
                    route.muteTimeIntervals(),
                    route.activeTimeIntervals());
        }
    }

    /// The tree below `root`; adds its nodes to `nodes` by index.
    static RouteNode compile(Route root, List<RouteNode> nodes) {
        return compile(root, "", Options.DEFAULT, nodes);
    }

    private static RouteNode compile(
            Route route, String parentKey, Options inherited, List<RouteNode> nodes) {
        var prefix = parentKey.isEmpty() ? "" : parentKey + "/";
        var key = prefix + MatcherText.print(route.matchers());
        var options = inherited.overriddenBy(route);
        int index = nodes.size();
        var node =
                new RouteNode(index, key, route.matchers(), route.continues(), options, List.of());
        nodes.add(node); // holds the place of its index
        var children = new ArrayList<RouteNode>();
        for (var child : route.routes()) {
            children.add(compile(child, key, options, nodes));
        }
        var whole =
                new RouteNode(index, key, route.matchers(), route.continues(), options, children);
        nodes.set(index, whole);
        return whole;
    }

    /// Whether this node accepts `labels`, its children aside.
    public boolean accepts(Labels labels) {
        return Matcher.all(matchers, labels);
    }

    /// The nodes that handle an alert with `labels`, in order: of the children, tried in turn, those
    /// that accept it, up to the first without `continue`; this node where no child does; none where
    /// this node does not accept it.
    public List<RouteNode> match(Labels labels) {
        if (!accepts(labels)) {
            return List.of();
        }
        var matched = new ArrayList<RouteNode>();
        for (var child : children) {
            var some = child.match(labels);
            matched.addAll(some);
            if (!some.isEmpty() && !child.continues) {
                break;
            }
        }
        return matched.isEmpty() ? List.of(this) : matched;
    }

    /// The labels that tell an alert's group at this node: those of `group_by` which it has.
    public Labels groupLabels(Labels labels) {
        return options.groupBy().contains(Route.ALL_LABELS)
                ? labels
                : labels.keepNames(options.groupBy()::contains);
    }

    /// `{}/{severity="page"}:{alertname="Down"}`.
    public String groupKey(Labels groupLabels) {
        return key + ":" + groupLabels;
    }
}
