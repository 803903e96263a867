// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Total;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.List;

/// The series that are there as long as the estate is: of databases, caches, third parties and
/// deployments in every region.
final class FixedMetrics {
    private final World world;
    private final List<Row> rows = new ArrayList<>();

    FixedMetrics(World world) {
        this.world = world;
        for (int region = 0; region < world.regions; region++) {
            for (int database = 0; database < world.databases; database++) {
                DatabaseMetrics.add(world, database, region, rows);
            }
            for (int cache = 0; cache < world.caches; cache++) {
                cache(cache, region);
            }
            for (int party = 0; party < world.thirdParties; party++) {
                thirdParty(party, region);
            }
            for (int service = 0; service < world.services; service++) {
                deployment(service, region);
            }
        }
        NetworkMetrics.add(world, rows);
    }

    List<Row> rows() {
        return rows;
    }

    private void add(String name, Labels labels, FixedRow.Reading reading) {
        rows.add(new FixedRow(labels.with(Labels.NAME, name), reading));
    }

    private Labels target(String component, int region, String instance) {
        return Labels.of(
                "job", component,
                "instance", instance,
                "namespace", world.estate.namespace(),
                "service", component,
                "region", regionName(region));
    }

    private String regionName(int region) {
        return world.estate.regions().get(region).name();
    }

    private void cache(int cache, int region) {
        var spec = world.estate.caches().get(cache);
        int at = cache * world.regions + region;
        var labels =
                target(spec.name(), region, spec.name() + "-0." + regionName(region) + ":9121");
        add("up", labels, (_, _, _, _) -> 1);
        add("redis_up", labels, (_, _, _, _) -> 1);
        add("redis_memory_max_bytes", labels, (_, _, _, _) -> spec.memoryBytes());
        add(
                "redis_memory_used_bytes",
                labels,
                (_, _, frame, _) -> Math.rint(frame.at(Gauge.Cache.MEBIBYTES, at) * 0x1p20));
        add(
                "redis_keyspace_hits_total",
                labels,
                (_, scrape, _, _) -> scrape.totals.at(Total.Cache.HITS, at));
        add(
                "redis_keyspace_misses_total",
                labels,
                (_, scrape, _, _) -> scrape.totals.at(Total.Cache.MISSES, at));
    }

    private void thirdParty(int party, int region) {
        Estate.ThirdParty spec = world.estate.thirdParties().get(party);
        var labels = target(spec.name(), region, "https://" + spec.host());
        int target = world.targets(World.Kind.THIRD_PARTY, party).getFirst().in(world, region);
        double mean = spec.operations().getFirst().meanMicros() / 1e6;
        add("up", labels, (_, _, _, _) -> 1);
        add(
                "probe_duration_seconds",
                labels,
                (_, _, frame, second) -> {
                    double noise = Rng.uniform(Rng.hash(party, region, second));
                    double seconds =
                            mean * frame.at(Gauge.Target.FACTOR, target) * (0.8 + 0.4 * noise);
                    return Math.rint(seconds * 1e6) / 1e6;
                });
    }

    private void deployment(int service, int region) {
        int workload = world.workload(service, region);
        var name = world.service(service).name();
        var labels =
                Labels.of(
                        "job",
                        "kube-state-metrics",
                        "instance",
                        "kube-state-metrics." + regionName(region) + ":8080",
                        "namespace",
                        world.estate.namespace(),
                        "deployment",
                        name,
                        "service",
                        name,
                        "region",
                        regionName(region));
        add(
                "kube_deployment_spec_replicas",
                labels,
                (snapshot, _, _, second) -> snapshot.replicas(second - 1, workload));
        add(
                "kube_deployment_status_replicas_available",
                labels,
                (snapshot, _, _, second) -> snapshot.fleet.readyCount(workload, second - 1));
    }
}
