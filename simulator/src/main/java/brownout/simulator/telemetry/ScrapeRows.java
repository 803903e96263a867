// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.simulator.engine.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What Prometheus writes down about each scrape beside `up`.
final class ScrapeRows {
    static final String DURATION = "scrape_duration_seconds";
    static final String SAMPLES = "scrape_samples_scraped";

    /// How long Prometheus waits for an answer.
    static final int TIMEOUT_SECONDS = 10;

    private ScrapeRows() {}

    /// Adds them for every target among `rows`.
    static void add(List<Row> rows) {
        Map<String, List<Row>> targets = new TreeMap<>();
        for (var row : rows) {
            targets.computeIfAbsent(target(row), _ -> new ArrayList<>()).add(row);
        }
        for (var row : List.copyOf(rows)) {
            if (row.label(Labels.NAME).equals("up")) {
                var exposed = List.copyOf(targets.getOrDefault(target(row), List.of()));
                int salt = target(row).hashCode();
                rows.add(
                        new FixedRow(
                                row.labels().with(Labels.NAME, SAMPLES),
                                (snapshot, _, _, second) ->
                                        exposed.stream()
                                                .filter(each -> isExposed(each))
                                                .filter(each ->
                                                        !Row.isAbsent(each.at(snapshot, second)))
                                                .count()));
                rows.add(
                        new FixedRow(
                                row.labels().with(Labels.NAME, DURATION),
                                (_, _, _, second) -> duration(exposed.size(), salt, second)));
            }
        }
    }

    private static boolean isExposed(Row row) {
        return !row.label(Labels.NAME).equals("up");
    }

    private static String target(Row row) {
        return row.label("job") + " " + row.label("instance");
    }

    /// A few milliseconds, and some for each hundred of samples.
    static double duration(int samples, int salt, int second) {
        double noise = Rng.uniform(Rng.hash(salt, second, 0x5c4a));
        return Math.rint((0.002 + samples * 2e-5) * (0.8 + 0.5 * noise) * 1e9) / 1e9;
    }
}
