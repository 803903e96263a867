// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.simulator.engine.ChangeRow;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.World;
import java.util.List;
import java.util.function.Predicate;

/// Counts the rows of the change feed: by service for what services go through most, and else by kind.
/// Each row is counted in one series, so their sum is the number of rows; all are there from the start, at
/// 0, so that `increase` sees the first change.
final class ChangeMetrics {
    static final String NAME = "changes_total";

    static final List<MetricMetadata> METRICS =
            List.of(
                    Instrument.counter(
                            NAME,
                            "Rows of the change feed, by kind, and by service where many are of"
                                    + " one."));

    /// Kinds that are counted by service.
    private static final List<String> OF_SERVICES =
            List.of("canary", "config", "deploy", "restart", "rollback", "scale");

    /// All kinds but those and `other`, which is any that is not here.
    private static final List<String> OTHERS =
            List.of(
                    "admission",
                    "agent",
                    "alertmanager",
                    "analyze",
                    "autoscaler",
                    "breaker",
                    "certificate",
                    "disk",
                    "exporter",
                    "failover",
                    "flag",
                    "flush",
                    "index",
                    "job",
                    "kill",
                    "limits",
                    "mesh",
                    "migration",
                    "network-policy",
                    "node",
                    "pod",
                    "pool",
                    "probe",
                    "queue",
                    "quota",
                    "relabel",
                    "retention",
                    "sampling",
                    "scrape",
                    "secret",
                    "service",
                    "slot",
                    "start",
                    "status-page",
                    "stop",
                    "traffic",
                    "zone");

    private ChangeMetrics() {}

    static void add(World world, List<Row> rows) {
        var names = world.estate.serviceNames();
        var labels =
                Labels.of(
                        Labels.NAME,
                        NAME,
                        "job",
                        "changes",
                        "instance",
                        "changes:8080",
                        "namespace",
                        world.estate.namespace());
        for (var kind : OF_SERVICES) {
            for (var name : names) {
                add(
                        labels.with("kind", kind).with("service", name),
                        row -> row.kind().equals(kind) && row.target().equals(name),
                        rows);
            }
            add(
                    labels.with("kind", kind),
                    row -> row.kind().equals(kind) && !names.contains(row.target()),
                    rows);
        }
        for (var kind : OTHERS) {
            add(labels.with("kind", kind), row -> row.kind().equals(kind), rows);
        }
        add(
                labels.with("kind", "other"),
                row -> !OF_SERVICES.contains(row.kind()) && !OTHERS.contains(row.kind()),
                rows);
    }

    private static void add(Labels labels, Predicate<ChangeRow> isMeant, List<Row> into) {
        into.add(
                new FixedRow(labels, (snapshot, _, _, second) -> count(snapshot, isMeant, second)));
    }

    /// How many such rows there were by the scrape of `second`; a run has tens of rows.
    private static long count(Snapshot snapshot, Predicate<ChangeRow> isMeant, int second) {
        return snapshot.changes.subList(0, snapshot.changesBefore(second)).stream()
                .filter(isMeant)
                .count();
    }
}
