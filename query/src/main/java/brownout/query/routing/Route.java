// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Matcher;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
}
