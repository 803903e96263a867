// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.simulator.engine.Collectors;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import java.util.List;
import java.util.TreeMap;

/// The series of a metric that has a label with ever more values: a counter for each of them, which are
/// taken from hashes. No more than [#MOST] can be read; how many there are is what
/// `prometheus_tsdb_head_series` says.
final class GrowthRows {
    static final int MOST = 20_000;

    private static final String VALUE = "u-";
    private static final int SHIFT = 8;

    private GrowthRows() {}

    static void add(Snapshot snapshot, Collectors.Growth growth, int nowTick, List<Row> rows) {
        var regions = snapshot.world.estate.regionNames();
        int count = (int) Math.min(MOST, growth.series(nowTick));
        int salt = growth.metric().hashCode();
        for (int i = 0; i < count; i++) {
            long hash = Rng.hash(salt, growth.from(), i);
            var labels =
                    common(growth, region(growth, regions, hash))
                            .with(growth.label(), VALUE + Long.toHexString(hash >>> SHIFT));
            int since = growth.from() + (int) (i / growth.perSecond());
            rows.add(new GrowthRow(labels, since, growth.to(), hash));
        }
    }

    /// Counts those from number `first` up to `end`, which need not be readable.
    static void tally(
            Snapshot snapshot, Collectors.Growth growth, long first, long end, LabelTally tally) {
        var regions = snapshot.world.estate.regionNames();
        var series = new TreeMap<String, Long>();
        int salt = growth.metric().hashCode();
        long bytes = 0;
        for (long i = first; i < end; i++) {
            long hash = Rng.hash(salt, growth.from(), i);
            series.merge(region(growth, regions, hash), 1L, Long::sum);
            bytes += VALUE.length() + hexDigits(hash >>> SHIFT);
        }
        series.forEach((region, count) -> tally.add(common(growth, region), count));
        if (end > first) {
            tally.addUnique(growth.label(), end - first, bytes);
        }
    }

    private static int hexDigits(long number) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 3) / 4);
    }

    private static String region(Collectors.Growth growth, List<String> regions, long hash) {
        return growth.region().isEmpty()
                ? regions.get(Rng.below(Rng.mix(hash), regions.size()))
                : growth.region();
    }

    /// All labels but the one that grows.
    private static Labels common(Collectors.Growth growth, String region) {
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
                region);
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
