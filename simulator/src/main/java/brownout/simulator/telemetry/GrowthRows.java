// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import java.util.List;

/// The series of a metric that has a label with ever more values: of each pod that exposes it a counter
/// for each value, which are taken from hashes. No more than [#MOST] of a metric can be read, as many of
/// each pod; how many there are is what `prometheus_tsdb_head_series` says.
final class GrowthRows {
    static final int MOST = 20_000;

    private static final String VALUE = "u-";
    private static final int SHIFT = 8;

    private GrowthRows() {}

    /// Adds what can be read at the scrape of `second`.
    static void add(Snapshot snapshot, List<Exposer> exposers, int second, List<Row> rows) {
        for (var each : exposers) {
            var common = common(snapshot, each);
            boolean steady = snapshot.fleet.outages(each.pod().id) == 0;
            int salt = salt(each);
            long count = Math.min(each.recorded(second - 1), readable(exposers));
            for (int i = 0; i < count; i++) {
                long hash = Rng.hash(salt, each.pod().id, i);
                var labels =
                        common.with(
                                each.growth().label(), VALUE + Long.toHexString(hash >>> SHIFT));
                int since = each.since(i);
                rows.add(new GrowthRow(labels, each, since, hash, steady));
            }
        }
    }

    /// How many series of each of them can be read.
    static long readable(List<Exposer> exposers) {
        return MOST / Math.max(1, exposers.size());
    }

    /// Counts those of a pod from number `first` up to `end`, which need not be readable.
    static void tally(Snapshot snapshot, Exposer each, long first, long end, LabelTally tally) {
        if (end <= first) {
            return;
        }
        int salt = salt(each);
        long bytes = 0;
        for (long i = first; i < end; i++) {
            long hash = Rng.hash(salt, each.pod().id, i);
            bytes += VALUE.length() + hexDigits(hash >>> SHIFT);
        }
        tally.add(common(snapshot, each), end - first);
        tally.addUnique(each.growth().label(), end - first, bytes);
    }

    private static int salt(Exposer each) {
        return each.growth().metric().hashCode();
    }

    private static int hexDigits(long number) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 3) / 4);
    }

    /// All labels but the one that grows.
    private static Labels common(Snapshot snapshot, Exposer each) {
        return Catalog.of(snapshot.world)
                .pods(each.pod().service)
                .common(each.pod())
                .with(Labels.NAME, each.growth().metric());
    }

    private record GrowthRow(Labels labels, Exposer exposer, int since, long hash, boolean steady)
            implements Row {
        @Override
        public int firstSecond() {
            return since + 1;
        }

        @Override
        public int lastSecond() {
            return exposer.to();
        }

        /// Somebody comes by every ten minutes or so.
        @Override
        public double at(Snapshot snapshot, int second) {
            return !steady && !answered(snapshot, second)
                    ? ABSENT
                    : 1 + Math.floorDiv(second - since, 300 + Rng.below(Rng.mix(hash), 900));
        }

        private boolean answered(Snapshot snapshot, int second) {
            var scrape = snapshot.scrape(second);
            int index = scrape.indexOf(exposer.pod().id);
            return index >= 0 && scrape.answered(index);
        }
    }
}
