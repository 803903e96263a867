// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import java.util.List;

/// What users are promised: at least `successRatio` (0..1) of the requests on `routes` succeed, over
/// any `windowSeconds`. `noun` names a request to a reader ("checkouts").
public record Objective(
        String noun, double successRatio, int windowSeconds, List<WeightedRoute> routes) {
    public Objective {
        routes = List.copyOf(routes);
    }

    /// One user-facing operation of an entry service with its HTTP route; a bad request there counts
    /// `weight` (> 0).
    public record WeightedRoute(String service, String operation, String route, double weight) {}
}
