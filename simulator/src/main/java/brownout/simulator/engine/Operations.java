// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

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
import brownout.simulator.fault.Subjects;
import brownout.simulator.fault.TrafficEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What each effect does to the world: one switch, whoever caused the effect. Names are known to exist
/// (see `fault.Effects`).
final class Operations {
    private final World world;
    private final ReleaseChanges releases;
    private final NetworkChanges networks;
    private final PodOperations podOperations;

    Operations(World world) {
        this.world = world;
        releases = new ReleaseChanges(world);
        networks = new NetworkChanges(world);
        podOperations = new PodOperations(world);
    }

    /// Applies `effect` to `state` at the start of `tick` and tells what the change feed would say;
    /// empty for what is not a change somebody made.
    Optional<ChangeRow> apply(State state, Effect effect, String actor, long seed, int tick) {
        return switch (effect) {
            case Effect.Deploy(var service, var version, var config) -> {
                var before = state.desired.current(world.indexOf(service));
                var merged = new TreeMap<>(before.config());
                merged.putAll(config);
                revise(state, service, "", version, merged);
                releases.endCanary(state, service);
                yield row(
                        tick,
                        "deploy",
                        service,
                        actor,
                        "Deployed " + service + " " + version,
                        difference(before, version, merged));
            }
            case Effect.Rollback(var service, var version) -> {
                int s = world.indexOf(service);
                var before = state.desired.current(s);
                var config =
                        earlier(state.desired.revisions(s), version)
                                .map(Revision::config)
                                .orElse(world.service(s).config());
                revise(state, service, "", version, config);
                releases.endCanary(state, service);
                yield row(
                        tick,
                        "rollback",
                        service,
                        actor,
                        "Rolled back " + service + " to " + version,
                        difference(before, version, config));
            }
            case Effect.SetConfig(var service, var key, var value) -> {
                var before = state.desired.current(world.indexOf(service));
                var merged = new TreeMap<>(before.config());
                merged.put(key, value);
                revise(state, service, "", before.version(), merged);
                yield row(
                        tick,
                        "config",
                        service,
                        actor,
                        "Set " + key + "=" + value + " on " + service,
                        difference(before, before.version(), merged));
            }
            case Effect.Restart(var service, var region) -> {
                var before = state.desired.current(world.indexOf(service));
                revise(state, service, region, before.version(), before.config());
                yield row(
                        tick,
                        "restart",
                        service,
                        actor,
                        "Restarted " + service + in(region),
                        "pods are replaced one after another");
            }
            case Effect.Scale(var service, var region, var replicas) -> {
                var before = replicas(state, service, region);
                state.desired =
                        state.desired.scale(first(service, region), end(service, region), replicas);
                yield row(
                        tick,
                        "scale",
                        service,
                        actor,
                        "Scaled " + service + " to " + replicas + in(region),
                        "replicas " + before + " -> " + replicas);
            }
            case Effect.ResizePool(var service, var database, var size) -> {
                var before = resize(state, service, database, size, tick);
                yield row(
                        tick,
                        "pool",
                        service,
                        actor,
                        "Resized the pool of " + service + " to " + database + " to " + size,
                        "connections per pod " + before + " -> " + size);
            }
            case Effect.Slow(var target, var factor) -> {
                slow(state.flow, world.kindOf(target), world.indexOf(target), factor);
                yield Optional.empty();
            }
            case Effect.Traffic(var factor) -> {
                state.flow.traffic.all(factor);
                yield Optional.empty();
            }
            case Effect.Hold(var name, var condition, var course) -> {
                state.holding = state.holding.with(name, condition, course, tick);
                yield Optional.empty();
            }
            case Effect.Release(var name) -> {
                state.holding = state.holding.without(name);
                yield Optional.empty();
            }
            case TrafficEffect traffic -> {
                state.flow.traffic.apply(traffic);
                yield switch (traffic) {
                    case TrafficEffect.WeighRegion(var region, var share) ->
                            row(
                                    tick,
                                    "traffic",
                                    region,
                                    actor,
                                    "Sent "
                                            + Math.round(share * 100)
                                            + " % of requests to "
                                            + region,
                                    "");
                    case TrafficEffect.StatusPage page -> {
                        state.flow.customers.told(page.isIncident());
                        yield row(
                                tick,
                                "status-page",
                                "status-page",
                                actor,
                                "Status page: " + page.status(),
                                "");
                    }
                    case TrafficEffect.RouteTraffic _ -> Optional.empty();
                };
            }
            case PolicyEffect policy -> {
                var before = state.holding;
                state.holding = Policies.apply(state.holding, state.flow, policy, tick);
                yield PolicyChanges.row(policy, before, actor, tick);
            }
            case DatabaseEffect database -> {
                state.flow.databases.apply(database, state.fleet, tick);
                state.holding = OldPrimary.after(world, state.holding, database, tick);
                yield DatabaseChanges.row(database, actor, tick);
            }
            case QueueEffect queue -> {
                state.flow.queues.apply(queue, state.totals);
                yield QueueChanges.row(queue, actor, tick);
            }
            case CacheEffect cache -> {
                state.flow.caches.apply(cache, state.totals);
                if (cache instanceof CacheEffect.RotatePassword(var name)) {
                    state.holding = state.holding.without(Subjects.password(name));
                }
                yield CacheChanges.row(cache, actor, tick);
            }
            case PodEffect pods -> {
                podOperations.apply(state, pods, seed, tick);
                yield PodChanges.row(pods, actor, tick);
            }
            case ReleaseEffect release -> releases.apply(state, release, actor, tick);
            case CollectorEffect collector -> {
                state.collectors = state.collectors.with(collector, world.estate, tick);
                if (collector instanceof CollectorEffect.RestartAgent(var region)) {
                    resumeAgents(state, region);
                }
                yield CollectorChanges.row(collector, actor, tick);
            }
            case RoutingEffect routing -> {
                var before = state.paging.router().config();
                state.paging =
                        state.paging.after(routing, world.estate.alertmanager(), actor, tick);
                var after = state.paging.router().config();
                yield RoutingChanges.row(routing, before, after, actor, tick);
            }
            case NetworkEffect network -> networks.apply(state, network, actor, tick);
            case NodeEffect nodes -> {
                podOperations.apply(state, nodes, seed, tick);
                yield PodChanges.row(nodes, actor, tick);
            }
        };
    }

    private void resumeAgents(State state, String name) {
        for (int region = 0; region < world.regions; region++) {
            if (name.isEmpty() || world.estate.regions().get(region).name().equals(name)) {
                Intake.resume(state, region);
            }
        }
    }

    private static void slow(Flow flow, World.Kind kind, int component, double factor) {
        switch (kind) {
            case SERVICE -> flow.stations.slow(component, factor);
            case DATABASE -> flow.databases.slow(component, factor);
            case CACHE -> flow.caches.slow(component, factor);
            case THIRD_PARTY, OBJECT_STORE, SEARCH, TOPIC ->
                    flow.backends.slow(kind, component, factor);
        }
    }

    private static Optional<ChangeRow> row(
            int tick, String kind, String target, String actor, String summary, String detail) {
        return Optional.of(new ChangeRow(tick, kind, target, actor, summary, detail));
    }

    private static String in(String region) {
        return region.isEmpty() ? "" : " in " + region;
    }

    private void revise(
            State state,
            String service,
            String region,
            String version,
            Map<String, String> config) {
        int s = world.indexOf(service);
        int number = state.desired.revisions(s).size();
        var revision = Names.revision(service, number, version, config);
        state.desired =
                state.desired.revise(s, revision, first(service, region), end(service, region));
    }

    private int first(String service, String region) {
        int r = region.isEmpty() ? 0 : world.estate.regionNames().indexOf(region);
        return world.workload(world.indexOf(service), r);
    }

    private int end(String service, String region) {
        return region.isEmpty() ? first(service, "") + world.regions : first(service, region) + 1;
    }

    /// The newest revision of `version` before the current one that differs from it.
    static Optional<Revision> earlier(List<Revision> revisions, String version) {
        var current = revisions.getLast();
        for (int i = revisions.size() - 2; i >= 0; i--) {
            var revision = revisions.get(i);
            if (revision.version().equals(version) && !sameContent(revision, current)) {
                return Optional.of(revision);
            }
        }
        return Optional.empty();
    }

    /// The version that was there before the current revision's content, or "".
    static String previousVersion(List<Revision> revisions) {
        var current = revisions.getLast();
        for (int i = revisions.size() - 2; i >= 0; i--) {
            if (!sameContent(revisions.get(i), current)) {
                return revisions.get(i).version();
            }
        }
        return "";
    }

    private static boolean sameContent(Revision a, Revision b) {
        return a.version().equals(b.version()) && a.config().equals(b.config());
    }

    static String difference(Revision before, String version, Map<String, String> config) {
        var parts = new ArrayList<String>();
        if (!before.version().equals(version)) {
            parts.add("version " + before.version() + " -> " + version);
        }
        for (var key : new TreeSet<>(config.keySet())) {
            var old = before.config().getOrDefault(key, "unset");
            if (!old.equals(config.get(key))) {
                parts.add(key + " " + old + " -> " + config.get(key));
            }
        }
        return parts.isEmpty() ? "nothing differs" : String.join("; ", parts);
    }

    private String replicas(State state, String service, String region) {
        var counts = new TreeSet<Integer>();
        for (int w = first(service, region); w < end(service, region); w++) {
            counts.add(state.desired.replicas(w));
        }
        return join(counts);
    }

    private String resize(State state, String service, String database, int size, int tick) {
        int s = world.indexOf(service);
        return join(state.flow.pools.resize(world, state.fleet, s, database, size, tick));
    }

    private static String join(Set<Integer> numbers) {
        return String.join("/", numbers.stream().map(String::valueOf).toList());
    }
}
