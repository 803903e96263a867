// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.plan;

import brownout.simulator.estate.Estate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How often everything is done per second over all regions when nothing fails: routes' rates walked
/// down the calls with their probabilities and hit ratios, and through topics to their consumers. Jobs
/// are left out.
final class Arrivals {
    private final Estate estate;
    private final Map<String, Double> rates = new TreeMap<>();
    private final Map<String, Double> hitRatios;
    private final Map<String, Estate.Service> services;

    Arrivals(Estate estate) {
        this.estate = estate;
        services =
                estate.services().stream()
                        .collect(Collectors.toMap(Estate.Service::name, Function.identity()));
        hitRatios = hitRatios(estate);
        for (var route : estate.routes()) {
            walk(route.service(), route.operation(), route.ratePerSecond());
        }
    }

    /// Of an operation, query class, command or other target of calls; 0 where nobody calls it.
    double of(String component, String operation) {
        return rates.getOrDefault(component + "/" + operation, 0.0);
    }

    /// The hit ratio of what reads a cache, by `cache/command`.
    private static Map<String, Double> hitRatios(Estate estate) {
        var ratios = new TreeMap<String, Double>();
        for (var cache : estate.caches()) {
            for (var command : cache.commands()) {
                if (command.read()) {
                    ratios.put(cache.name() + "/" + command.name(), cache.hitRatio());
                }
            }
        }
        return ratios;
    }

    /// What is left of `missed` after a call: the share that missed where it reads a cache.
    double missedAfter(Estate.Call call, double missed) {
        var ratio = hitRatios.get(call.target() + "/" + call.operation());
        return ratio == null ? missed : 1 - ratio;
    }

    /// How often `call` is made for each run of its operation.
    static double share(Estate.Call call, double missed) {
        return call.probability() * (call.onMiss() ? missed : 1);
    }

    private void walk(String component, String operation, double rate) {
        rates.merge(component + "/" + operation, rate, Double::sum);
        var service = services.get(component);
        if (service != null) {
            double missed = 1;
            for (var call : service.operation(operation).orElseThrow().calls()) {
                walk(call.target(), call.operation(), rate * share(call, missed));
                missed = missedAfter(call, missed);
            }
        }
        estate.queue(component)
                .ifPresent(queue ->
                        queue.consumers()
                                .forEach(group -> walk(group.service(), group.operation(), rate)));
    }
}
