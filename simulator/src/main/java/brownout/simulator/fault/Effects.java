// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Checks.factor;
import static brownout.simulator.fault.Checks.known;
import static brownout.simulator.fault.Checks.region;
import static brownout.simulator.fault.Checks.service;
import static brownout.simulator.fault.Checks.within;

import brownout.simulator.estate.Estate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Whether an effect makes sense in an estate. Nothing is recorded or scheduled that fails here.
public final class Effects {
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._+-]{0,63}");
    private static final int MAX_REPLICAS = 50;
    private static final int MAX_CONNECTIONS = 10_000;

    private Effects() {}

    /// What is wrong with `effect`, with what was probably meant, or empty where it can be applied.
    public static Optional<String> check(Effect effect, Estate estate) {
        return switch (effect) {
            case Effect.Deploy(var service, var version, var config) ->
                    service(service, estate)
                            .or(() -> version(version))
                            .or(() -> config(service, config, estate));
            case Effect.Rollback(var service, var version) ->
                    service(service, estate).or(() -> version(version));
            case Effect.SetConfig(var service, var key, var value) ->
                    service(service, estate).or(() -> config(service, Map.of(key, value), estate));
            case Effect.Restart(var service, var region) ->
                    service(service, estate).or(() -> region(region, estate));
            case Effect.Scale(var service, var region, var replicas) ->
                    service(service, estate)
                            .or(() -> region(region, estate))
                            .or(() -> within("replicas", replicas, 0, MAX_REPLICAS));
            case Effect.ResizePool(var service, var database, var size) ->
                    service(service, estate)
                            .or(() -> known("pool", database, databases(service, estate)))
                            .or(() -> within("a pool size", size, 1, MAX_CONNECTIONS));
            case Effect.Slow(var target, var factor) ->
                    known("component", target, estate.componentNames()).or(() -> factor(factor));
            case Effect.Traffic(var factor) -> factor(factor);
            case Effect.Hold(_, var condition, _) -> ConditionCheck.check(condition, estate);
            case Effect.Release _ -> Optional.empty();
            case DatabaseEffect database -> DatabaseCheck.check(database, estate);
            case TrafficEffect traffic -> PolicyCheck.check(traffic, estate);
            case PolicyEffect policy -> PolicyCheck.check(policy, estate);
            case QueueEffect queue -> QueueChecks.check(queue, estate);
            case CacheEffect cache -> CacheChecks.check(cache, estate);
            case ReleaseEffect release -> ReleaseCheck.check(release, estate);
            case CollectorEffect collector -> CollectorCheck.check(collector, estate);
            case RoutingEffect routing -> RoutingCheck.check(routing, estate);
            case NetworkEffect network -> NetworkCheck.check(network, estate);
            case PodEffect pods -> PodCheck.check(pods, estate);
            case NodeEffect nodes -> PodCheck.check(nodes, estate);
        };
    }

    private static Collection<String> databases(String service, Estate estate) {
        return estate.service(service).orElseThrow().pools().stream()
                .map(Estate.Pool::database)
                .toList();
    }

    /// Every setting must exist, and a setting that sizes a pool must be a number of connections.
    static Optional<String> config(String name, Map<String, String> config, Estate estate) {
        var service = estate.service(name).orElseThrow();
        for (var setting : new TreeMap<>(config).entrySet()) {
            var key = setting.getKey();
            var problem = known("setting of " + name, key, service.config().keySet());
            if (problem.isPresent()) {
                return problem;
            }
            boolean sizesPool = service.pools().stream().anyMatch(p -> p.sizeKey().equals(key));
            if (sizesPool && !isSize(setting.getValue())) {
                return Optional.of(
                        key
                                + " must be a whole number in 1.."
                                + MAX_CONNECTIONS
                                + ", not \""
                                + setting.getValue()
                                + "\"");
            }
        }
        return Optional.empty();
    }

    private static boolean isSize(String value) {
        return value.matches("[0-9]{1,5}")
                && Integer.parseInt(value) >= 1
                && Integer.parseInt(value) <= MAX_CONNECTIONS;
    }

    static Optional<String> version(String version) {
        return VERSION.matcher(version).matches()
                ? Optional.empty()
                : Optional.of("\"" + version + "\" is not a version. Write for example 1.18.0");
    }
}
