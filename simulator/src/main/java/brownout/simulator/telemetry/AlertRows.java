// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.alerting.AlertSeries;
import brownout.query.data.Labels;
import brownout.query.promql.Value.Sample;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The series that rule evaluation writes, `ALERTS` and `ALERTS_FOR_STATE`, out of the groups' states
/// that each scrape keeps.
final class AlertRows {
    private AlertRows() {}

    /// `t0Seconds` less the rules' own t0.
    static long shiftSeconds(long t0Seconds) {
        return t0Seconds - RuleStage.EPOCH_SECONDS;
    }

    /// All series with a sample at a scrape in `[firstSecond, lastSecond]`, in label order.
    static List<Row> of(Snapshot snapshot, int firstSecond, int lastSecond, long shiftSeconds) {
        var sets = new TreeSet<Labels>();
        for (int second = firstSecond; second <= lastSecond; second += 15) {
            for (var sample : samples(snapshot, second)) {
                sets.add(sample.labels());
            }
        }
        var rows = new ArrayList<Row>();
        for (var labels : sets) {
            rows.add(new AlertRow(labels, shiftSeconds));
        }
        return rows;
    }

    private static List<Sample> samples(Snapshot snapshot, int second) {
        var samples = new ArrayList<Sample>();
        for (var group : snapshot.scrape(second).groups()) {
            if (group.lastEvaluationMillis() == (RuleStage.EPOCH_SECONDS + second) * 1000) {
                samples.addAll(AlertSeries.of(group));
            }
        }
        return samples;
    }

    private record AlertRow(Labels labels, long shiftSeconds) implements Row {
        @Override
        public String label(String name) {
            return labels.get(name);
        }

        @Override
        public int firstSecond() {
            return Integer.MIN_VALUE;
        }

        @Override
        public int lastSecond() {
            return Integer.MAX_VALUE;
        }

        @Override
        public double at(Snapshot snapshot, int second) {
            for (var sample : samples(snapshot, second)) {
                if (sample.labels().equals(labels)) {
                    boolean isInstant = labels.get(Labels.NAME).equals("ALERTS_FOR_STATE");
                    return isInstant ? sample.value() + shiftSeconds : sample.value();
                }
            }
            return ABSENT;
        }
    }
}
