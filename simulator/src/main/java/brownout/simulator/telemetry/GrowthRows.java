// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.simulator.engine.Collectors;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import java.util.List;

/// The series of a metric that has a label with ever more values: a counter for each of them, which are
/// taken from hashes. No more than [#MOST] can be read; how many there are is what
/// `prometheus_tsdb_head_series` says.
final class GrowthRows {
    static final int MOST = 20_000;

    private GrowthRows() {}

    static void add(Snapshot snapshot, Collectors.Growth growth, int nowTick, List<Row> rows) {
        var regions = snapshot.world.estate.regionNames();
        int count = (int) Math.min(MOST, growth.series(nowTick));
        int salt = growth.metric().hashCode();
        for (int i = 0; i < count; i++) {
            long hash = Rng.hash(salt, growth.from(), i);
            var region =
                    growth.region().isEmpty()
                            ? regions.get(Rng.below(Rng.mix(hash), regions.size()))
                            : growth.region();
            int since = growth.from() + (int) (i / growth.perSecond());
            rows.add(new GrowthRow(labels(growth, region, hash), since, growth.to(), hash));
        }
    }

    private static Labels labels(Collectors.Growth growth, String region, long hash) {
        return Labels.of(
                Labels.NAME,
                growth.metric(),
                "job",
                growth.job(),
                "instance",
                growth.job() + "." + region + ":8080",
                "service",
                growth.job(),
                "region",
                region,
                growth.label(),
                "u-" + Long.toHexString(hash >>> 8));
    }

    private record GrowthRow(Labels labels, int fromTick, int toTick, long hash) implements Row {
        @Override
        public int firstSecond() {
            return fromTick + 1;
        }

        @Override
        public int lastSecond() {
            return toTick;
        }

        /// Somebody comes by every ten minutes or so.
        @Override
        public double at(Snapshot snapshot, int second) {
            return 1 + Math.floorDiv(second - fromTick, 300 + Rng.below(Rng.mix(hash), 900));
        }
    }
}
