// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.EstateFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is said of metrics is said of all that there are, and in OpenMetrics' words.
class InstrumentsTest {
    /// Counters whose exporters have called them so for longer than there have been conventions:
    /// node_exporter writes what the kernel's tables are called, postgres_exporter the columns of its
    /// views.
    private static final List<String> ODD_COUNTERS =
            List.of(
                    "node_netstat_Tcp_OutSegs",
                    "node_netstat_Tcp_RetransSegs",
                    "node_nf_conntrack_stat_drop",
                    "pg_stat_user_tables_autovacuum_count");

    /// What rules write; only they are no part of a catalogue.
    private static final List<String> OF_RULES = List.of("ALERTS", "ALERTS_FOR_STATE");

    /// The names of all series that the built-in estates can have, whatever happens.
    private static Set<String> exposed() {
        var names = new TreeSet<>(OF_RULES);
        for (var estate : EstateFile.builtinNames()) {
            var world =
                    Timeline.history(EstateFile.builtin(estate), RuleStage.NONE, 1, 60)
                            .snapshot()
                            .world;
            var catalog = Catalog.of(world);
            for (var row : catalog.plan(List.of()).fixed) {
                names.add(row.labels().get(Labels.NAME));
            }
            for (int service = 0; service < world.services; service++) {
                var pods = catalog.pods(service);
                var ofPods = new ArrayList<String>();
                for (int template : pods.matching(List.of())) {
                    pods.inPodOrder(new int[] {template}, ofPods); // adds its name
                }
                names.addAll(ofPods);
            }
        }
        return names;
    }

    /// The series of a metric.
    private static List<String> series(MetricMetadata metric) {
        var name = metric.name();
        return switch (metric.type()) {
            case "histogram" -> List.of(name + "_bucket", name + "_sum", name + "_count");
            case "summary" -> List.of(name, name + "_sum", name + "_count");
            default -> List.of(name);
        };
    }

    @Test
    void thereIsARowForWhateverIsExposedAndForNothingElse() {
        var exposed = exposed();
        var described = new TreeSet<String>();
        for (var metric : Instruments.TABLE) {
            assertTrue(
                    series(metric).stream().anyMatch(exposed::contains),
                    () -> "nobody exposes " + metric.name());
            for (var name : series(metric)) {
                assertTrue(described.add(name), () -> name + " is described twice");
            }
        }
        exposed.removeAll(described);
        assertEquals(new TreeSet<>(), exposed);
    }

    @Test
    void helpIsASentence() {
        for (var metric : Instruments.TABLE) {
            assertTrue(metric.help().matches("[A-Z0-9].*\\."), metric.toString());
        }
    }

    @Test
    void countersAreTotals() {
        var odd = new ArrayList<String>();
        for (var metric : Instruments.TABLE) {
            boolean isTotal = metric.name().endsWith("_total");
            assertFalse(isTotal && !metric.type().equals("counter"), metric.toString());
            if (metric.type().equals("counter") && !isTotal) {
                odd.add(metric.name());
            }
        }
        assertEquals(ODD_COUNTERS, odd);
    }

    /// The unit is the last word of the name before `_total`, and is given wherever that word is one.
    @Test
    void unitsAreWhatNamesEndWith() {
        var units =
                List.of(
                        "seconds",
                        "bytes",
                        "ratio",
                        "celsius",
                        "joules",
                        "meters",
                        "grams",
                        "volts",
                        "amperes",
                        "milliseconds");
        for (var metric : Instruments.TABLE) {
            var name = metric.name().replaceFirst("_(total|info)$", "");
            var unit = units.stream().filter(u -> name.endsWith("_" + u)).findFirst();
            assertEquals(unit.orElse(""), metric.unit(), metric.toString());
        }
        assertTrue(
                Stream.of("seconds", "bytes")
                        .allMatch(unit ->
                                Instruments.TABLE.stream().anyMatch(m -> m.unit().equals(unit))));
    }
}
