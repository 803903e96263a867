// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Inventory;
import brownout.simulator.fault.CacheEffect;
import brownout.simulator.fault.CollectorEffect;
import brownout.simulator.fault.DatabaseEffect;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.NetworkEffect;
import brownout.simulator.fault.NodeEffect;
import brownout.simulator.fault.PodEffect;
import brownout.simulator.fault.PolicyEffect;
import brownout.simulator.fault.QueueEffect;
import brownout.simulator.fault.ReleaseEffect;
import brownout.simulator.fault.RoutingEffect;
import brownout.simulator.fault.TrafficEffect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an effect would do, said from the inventory.
final class DryRun {
    /// A pod of a rolling update starts, gets ready and takes over before the next one goes.
    private static final int POD_SECONDS = 30;

    private static final int POOL_SECONDS = 5;

    private DryRun() {}

    static Preview of(Effect effect, Inventory inventory) {
        return switch (effect) {
            case Effect.Rollback(var service, var version) -> {
                var now = service(service, inventory);
                yield rolling(
                        "Roll " + service + " back from " + now.version() + " to " + version,
                        now,
                        "",
                        List.of(
                                "version: " + now.version() + " -> " + version,
                                "settings go back to those that " + version + " ran with"));
            }
            case Effect.Restart(var service, var region) ->
                    rolling(
                            "Restart " + service + in(region),
                            service(service, inventory),
                            region,
                            List.of("version and settings stay as they are"));
            case Effect.SetConfig(var service, var key, var value) -> {
                var now = service(service, inventory);
                yield rolling(
                        "Set " + key + "=" + value + " on " + service,
                        now,
                        "",
                        List.of(
                                key
                                        + ": "
                                        + now.config().getOrDefault(key, "(not set)")
                                        + " -> "
                                        + value));
            }
            case Effect.Deploy(var service, var version, var config) -> {
                var now = service(service, inventory);
                var lines = new ArrayList<String>();
                lines.add("version: " + now.version() + " -> " + version);
                new TreeMap<>(config)
                        .forEach((key, value) ->
                                lines.add(
                                        key
                                                + ": "
                                                + now.config().getOrDefault(key, "(not set)")
                                                + " -> "
                                                + value));
                yield rolling("Deploy " + service + " " + version, now, "", lines);
            }
            case Effect.Scale(var service, var region, var replicas) ->
                    scale(service(service, inventory), region, replicas);
            case Effect.ResizePool(var service, var database, var size) ->
                    pool(service(service, inventory), database, size);
            case Effect.Slow(var target, var factor) ->
                    new Preview(target + " takes " + factor + " times as long", List.of(), 0, 1);
            case Effect.Traffic(var factor) ->
                    new Preview("Customers send " + factor + " times as much", List.of(), 0, 1);
            case Effect.Hold hold -> new Preview("Begin " + hold.name(), List.of(), 0, 1);
            case Effect.Release(var name) -> new Preview("End " + name, List.of(), 0, 1);
            case DatabaseEffect database -> DatabaseDryRun.of(database, inventory);
            case TrafficEffect.WeighRegion(var region, var share) ->
                    new Preview(
                            "Send " + Math.round(share * 100) + " % of all requests to " + region,
                            List.of(
                                    "the other regions keep the rest in their usual proportions",
                                    "pods stay as many as they are: see what they can take"),
                            1,
                            1);
            case TrafficEffect.StatusPage(var status) ->
                    new Preview(
                            "Set the status page to " + status,
                            List.of(
                                    "customers who look there read it at once",
                                    "requests go on as they do"),
                            0,
                            1);
            case TrafficEffect.RouteTraffic traffic ->
                    new Preview("Change traffic to " + traffic.target(), List.of(), 0, 1);
            case PolicyEffect policy -> PolicyDryRun.of(policy);
            case QueueEffect queue -> QueueDryRun.of(queue, inventory);
            case CacheEffect cache -> CacheDryRun.of(cache, inventory);
            case PodEffect pods -> PodDryRun.of(pods);
            case ReleaseEffect release -> ReleaseDryRun.of(release, inventory);
            case RoutingEffect routing -> RoutingDryRun.of(routing);
            case CollectorEffect collector -> CollectorDryRun.of(collector);
            case NetworkEffect network -> NetworkDryRun.of(network, inventory);
            case NodeEffect nodes -> PodDryRun.of(nodes);
        };
    }

    static Preview rolling(
            String what, Inventory.Service service, String region, List<String> lines) {
        var pods = chosen(service.replicas(), region);
        int all = pods.values().stream().mapToInt(Integer::intValue).sum();
        int longest = pods.values().stream().max(Comparator.naturalOrder()).orElse(0);
        int seconds = longest * POD_SECONDS;
        var said = new ArrayList<String>();
        pods.forEach((name, count) -> said.add(name + ": " + pods(count) + " replaced"));
        said.addAll(lines);
        said.add("one pod after another in each region, about " + seconds + " s in all");
        said.add("a pod gets no new requests before it stops; only what runs very long is cut");
        return new Preview(
                what + " (" + pods(all) + ", about " + seconds + " s)", said, seconds, 1);
    }

    private static Preview scale(Inventory.Service service, String region, int replicas) {
        var pods = chosen(service.replicas(), region);
        var lines = new ArrayList<String>();
        double growth = 1;
        boolean more = false;
        for (var entry : pods.entrySet()) {
            lines.add(entry.getKey() + ": " + entry.getValue() + " -> " + pods(replicas));
            growth = Math.max(growth, replicas / (double) Math.max(1, entry.getValue()));
            more |= replicas > entry.getValue();
        }
        int seconds = more ? POD_SECONDS : 0;
        lines.add(
                more
                        ? "new pods are ready in about " + seconds + " s"
                        : "pods get no new requests and stop within half a minute");
        return new Preview(
                "Scale " + service.name() + in(region) + " to " + pods(replicas) + " per region",
                lines,
                seconds,
                growth);
    }

    private static Preview pool(Inventory.Service service, String database, int size) {
        var pods = chosen(service.replicas(), "");
        int all = pods.values().stream().mapToInt(Integer::intValue).sum();
        var lines = new ArrayList<String>();
        lines.add("pool to " + database + ": " + size + " connections in each of " + pods(all));
        new TreeMap<>(service.config())
                .forEach((key, value) -> {
                    if (key.contains("POOL")) {
                        lines.add("configured: " + key + "=" + value);
                    }
                });
        lines.add("up to " + (long) all * size + " connections to " + database + " in all regions");
        lines.add("no pod is replaced; ready in about " + POOL_SECONDS + " s");
        return new Preview(
                "Resize the pool of " + service.name() + " to " + database + " to " + size,
                lines,
                POOL_SECONDS,
                1);
    }

    private static SortedMap<String, Integer> chosen(Map<String, Integer> replicas, String region) {
        var chosen = new TreeMap<>(replicas);
        if (!region.isEmpty()) {
            chosen.keySet().removeIf(name -> !name.equals(region));
        }
        return chosen;
    }

    static Inventory.Service service(String name, Inventory inventory) {
        return inventory.services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is not in the inventory"));
    }

    private static String pods(int count) {
        return count == 1 ? "1 pod" : count + " pods";
    }

    private static String in(String region) {
        return region.isEmpty() ? "" : " in " + region;
    }
}
