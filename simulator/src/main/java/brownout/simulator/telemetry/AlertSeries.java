// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.alerting.Alert;
import brownout.query.data.Labels;
import brownout.simulator.engine.Alerts;
import brownout.simulator.engine.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// The series that rule evaluation writes: `ALERTS` and `ALERTS_FOR_STATE`.
final class AlertSeries {
    private static final String STATE = "alertstate";

    private AlertSeries() {}

    /// All series with a sample at a scrape in `[firstSecond, lastSecond]`, unordered. `shiftSeconds`
    /// is the run's t0 less that of the rules.
    static List<Row> rows(Snapshot snapshot, int firstSecond, int lastSecond, long shiftSeconds) {
        var sets = new TreeSet<Labels>();
        for (int second = firstSecond; second <= lastSecond; second += 15) {
            for (var alert : active(snapshot, second)) {
                sets.add(alerts(alert));
                sets.add(alert.labels().with(Labels.NAME, "ALERTS_FOR_STATE"));
            }
        }
        var rows = new ArrayList<Row>();
        for (var labels : sets) {
            rows.add(new AlertRow(labels, shiftSeconds));
        }
        return rows;
    }

    private static List<Alert> active(Snapshot snapshot, int second) {
        var alerts = new ArrayList<Alert>();
        for (var group : snapshot.scrape(second).groups()) {
            for (var rule : group.rules()) {
                for (var alert : rule.alerts()) {
                    if (alert.state() != Alert.State.RESOLVED) {
                        alerts.add(alert);
                    }
                }
            }
        }
        return alerts;
    }

    private static Labels alerts(Alert alert) {
        return alert.labels()
                .with(Labels.NAME, "ALERTS")
                .with(STATE, alert.state().name().toLowerCase(Locale.ROOT));
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
            boolean state = labels.has(STATE);
            for (var alert : active(snapshot, second)) {
                if (state && alerts(alert).equals(labels)) {
                    return 1;
                }
                if (!state && alert.labels().equals(labels.without(Labels.NAME))) {
                    return alert.activeAtMillis() / 1000.0 + shiftSeconds;
                }
            }
            return ABSENT;
        }
    }

    /// `t0Seconds` less the rules' own t0.
    static long shiftSeconds(long t0Seconds) {
        return t0Seconds - Alerts.EPOCH_SECONDS;
    }
}
