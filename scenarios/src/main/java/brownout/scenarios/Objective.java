// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import java.util.List;

/// What users are promised: of what `indicator` counts at least `successRatio` (0..1) is good, over any
/// `windowSeconds`. `noun` names what is counted ("checkouts"), `harm` those that are bad ("failed
/// checkouts").
public record Objective(
        String noun, String harm, double successRatio, int windowSeconds, Indicator indicator) {
    /// What is counted, good or bad.
    ///
    /// Source: "Site Reliability Engineering" (2016), chapter 4: a service level indicator is a ratio of
    /// good events to all.
    public sealed interface Indicator {}

    /// Customers' requests: bad where they are answered with a 5xx.
    public record Requests(List<WeightedRoute> routes) implements Indicator {
        public Requests {
            routes = List.copyOf(routes);
        }
    }

    /// What those have who watch the estate, for faults of the monitoring itself: two PromQL expressions,
    /// asked at each scrape, for how much there is until the next, and how much of it is bad. Series are
    /// added up; nothing, NaN and what is below zero count as 0.
    public record Watch(String bad, String total) implements Indicator {}

    /// One user-facing operation of an entry service with its HTTP route; a bad request there counts
    /// `weight` (> 0).
    public record WeightedRoute(String service, String operation, String route, double weight) {}

    /// Whether customers' requests are what counts.
    public boolean isOfRequests() {
        return indicator instanceof Requests;
    }
}
