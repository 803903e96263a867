// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import brownout.scenarios.Objective;
import java.util.List;
import java.util.stream.Collectors;

/// The query that shows what of an objective is bad.
public final class Failing {
    private Failing() {}

    /// PromQL: failed requests per second on the objective's routes, unweighted; or what the objective
    /// itself asks for.
    public static String query(Objective objective) {
        return switch (objective.indicator()) {
            case Objective.Requests(var routes) -> failed(routes);
            case Objective.Watch(var bad, _) -> bad;
        };
    }

    private static String failed(List<Objective.WeightedRoute> routes) {
        return "sum(rate(http_requests_total{service=~\""
                + any(routes.stream().map(Objective.WeightedRoute::service).distinct().toList())
                + "\",route=~\""
                + any(routes.stream().map(Objective.WeightedRoute::route).distinct().toList())
                + "\",status=~\"5..\"}[1m]))";
    }

    private static String any(List<String> names) {
        return names.stream()
                .map(name -> name.replaceAll("[{}.]", "[$0]"))
                .collect(Collectors.joining("|"));
    }
}
