// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A node of the routing tree as written. What is absent is inherited from the parent; matchers,
/// `continues` and the time intervals are not inherited. `matchers` are in Alertmanager's order.
/// `groupBy` of just [#ALL_LABELS] groups by every label.
public record Route(
        Optional<String> receiver,
        Optional<List<String>> groupBy,
        OptionalLong groupWaitMillis,
        OptionalLong groupIntervalMillis,
        OptionalLong repeatIntervalMillis,
        List<Matcher> matchers,
        boolean continues,
        List<String> muteTimeIntervals,
        List<String> activeTimeIntervals,
        List<Route> routes) {
    public static final String ALL_LABELS = "...";

    public Route {
        groupBy = groupBy.map(List::copyOf);
        matchers = matchers.stream().sorted(MatcherText.ORDER).toList();
        muteTimeIntervals = List.copyOf(muteTimeIntervals);
        activeTimeIntervals = List.copyOf(activeTimeIntervals);
        routes = List.copyOf(routes);
    }

    /// This route with other ones below it.
    public Route with(List<Route> children) {
        return new Route(
                receiver,
                groupBy,
                groupWaitMillis,
                groupIntervalMillis,
                repeatIntervalMillis,
                matchers,
                continues,
                muteTimeIntervals,
                activeTimeIntervals,
                children);
    }

    /// This route with another `group_by`.
    public Route groupedBy(List<String> labels) {
        return new Route(
                receiver,
                Optional.of(labels),
                groupWaitMillis,
                groupIntervalMillis,
                repeatIntervalMillis,
                matchers,
                continues,
                muteTimeIntervals,
                activeTimeIntervals,
                routes);
    }

    /// What `change` makes of this route and all below it.
    public Route map(UnaryOperator<Route> change) {
        return change.apply(with(routes.stream().map(route -> route.map(change)).toList()));
    }

    /// This route without the first one below it, depth first, that is `unwanted`; the same where there
    /// is none.
    public Route without(Predicate<Route> unwanted) {
        var kept = new ArrayList<>(routes);
        for (int i = 0; i < kept.size(); i++) {
            var child = kept.get(i);
            if (unwanted.test(child)) {
                kept.remove(i);
                return with(kept);
            }
            var less = child.without(unwanted);
            if (!less.equals(child)) {
                kept.set(i, less);
                return with(kept);
            }
        }
        return this;
    }
}
