// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What Prometheus writes down about each scrape beside `up`.
final class ScrapeRows {
    static final String DURATION = "scrape_duration_seconds";
    static final String SAMPLES = "scrape_samples_scraped";

    /// How long Prometheus waits for an answer.
    static final int TIMEOUT_SECONDS = 10;

    private ScrapeRows() {}

    /// Adds them for every target among `rows`; answers what each target exposes, by [#target].
    static Map<String, List<Row>> add(List<Row> rows) {
        Map<String, List<Row>> targets = new TreeMap<>();
        for (var row : rows) {
            if (!row.label(Labels.NAME).equals("up")) {
                targets.computeIfAbsent(target(row), _ -> new ArrayList<>()).add(row);
            }
        }
        for (var row : List.copyOf(rows)) {
            if (row.label(Labels.NAME).equals("up")) {
                var exposed = List.copyOf(targets.getOrDefault(target(row), List.of()));
                int salt = target(row).hashCode();
                rows.add(
                        new FixedRow(
                                row.labels().with(Labels.NAME, SAMPLES),
                                (snapshot, _, _, second) ->
                                        samples(exposed, snapshot, second, _ -> true)));
                rows.add(
                        new FixedRow(
                                row.labels().with(Labels.NAME, DURATION),
                                (_, _, _, second) -> duration(exposed.size(), salt, second)));
            }
        }
        return targets;
    }

    /// How many of what a target exposes have a sample at the scrape of `second` and a name that is kept.
    static int samples(List<Row> exposed, Snapshot snapshot, int second, Predicate<String> kept) {
        int count = 0;
        for (var row : exposed) {
            var name = row.label(Labels.NAME);
            boolean isThere =
                    name.equals(SampleLimits.HITS) // always, and its value asks for this number
                            || !Row.isAbsent(row.at(snapshot, second));
            boolean counts = isThere && kept.test(name);
            count += counts ? 1 : 0;
        }
        return count;
    }

    static String target(Row row) {
        return target(row.label("job"), row.label("instance"));
    }

    static String target(String job, String instance) {
        return job + " " + instance;
    }

    /// A few milliseconds, and some for each hundred of samples.
    static double duration(long samples, int salt, int second) {
        double noise = Rng.uniform(Rng.hash(salt, second, 0x5c4a));
        return Math.rint((0.002 + samples * 2e-5) * (0.8 + 0.5 * noise) * 1e9) / 1e9;
    }
}
