// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Rng;
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
            for (int party = 0; party < world.thirdParties; party++) {
                thirdParty(party, region);
            }
        }
        new KubeMetrics(world, this).addAll();
        CacheMetrics.add(world, rows);
        QueueMetrics.add(world, rows);
        NetworkMetrics.add(world, rows);
        PartyMetrics.add(world, rows);
        BusinessMetrics.add(world, rows);
        ChangeMetrics.add(world, rows);
        JobMetrics.add(world, rows);
    }

    List<Row> rows() {
        return rows;
    }

    void add(String name, Labels labels, FixedRow.Reading reading) {
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
}
