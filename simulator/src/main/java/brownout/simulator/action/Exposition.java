// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore;
import brownout.query.promql.GoFloat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One target's series in the text format in which processes expose them: family after family in the
/// order of names, each with its HELP and TYPE, without the labels that the scraper adds.
final class Exposition {
    private static final List<String> PARTS = List.of("_bucket", "_sum", "_count");

    /// A sample of a family, without the target's labels.
    private record Line(String name, Labels labels, double value) {
        double bound() {
            var le = labels.get("le");
            return le.isEmpty() || le.equals("+Inf")
                    ? Double.POSITIVE_INFINITY
                    : Double.parseDouble(le);
        }

        String text() {
            var text = new StringBuilder(name);
            for (int i = 0; i < labels.size(); i++) {
                text.append(i == 0 ? '{' : ',').append(labels.name(i)).append("=\"");
                text.append(
                        labels.value(i)
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n"));
                text.append('"');
            }
            return text.append(labels.isEmpty() ? " " : "} ")
                    .append(GoFloat.format(value))
                    .toString();
        }
    }

    private Exposition() {}

    /// The lines of `set`, each series with its last sample; what Prometheus itself adds is not exposed.
    static List<String> of(
            MetricStore.SeriesSet set, Labels target, List<MetricStore.MetricMetadata> metadata) {
        Map<String, MetricStore.MetricMetadata> known = new TreeMap<>();
        metadata.forEach(each -> known.put(each.name(), each));
        Map<String, List<Line>> families = new TreeMap<>();
        for (int i = 0; i < set.size(); i++) {
            var name = set.labels(i).get(Labels.NAME);
            var samples = set.samples(i);
            double value = samples.size() == 0 ? 0 : samples.values()[samples.size() - 1];
            boolean isThere = samples.size() > 0 && !MetricStore.Samples.isStale(value);
            if (isThere && !name.equals("up") && !name.startsWith("scrape_")) {
                families.computeIfAbsent(family(name, known), _ -> new ArrayList<>())
                        .add(new Line(name, own(set.labels(i), target), value));
            }
        }
        var lines = new ArrayList<String>();
        families.forEach((family, each) -> write(family, known.get(family), each, lines));
        return lines;
    }

    private static void write(
            String family,
            MetricStore.@org.jspecify.annotations.Nullable MetricMetadata about,
            List<Line> each,
            List<String> lines) {
        if (about != null) {
            lines.add("# HELP " + family + " " + about.help());
            lines.add("# TYPE " + family + " " + about.type());
        }
        each.sort(
                Comparator.comparing((Line line) -> line.labels().without("le"))
                        .thenComparing(Line::name)
                        .thenComparingDouble(Line::bound));
        each.forEach(line -> lines.add(line.text()));
    }

    /// `x` for `x_bucket`, `x_sum` and `x_count` of a histogram or a summary `x`.
    private static String family(String name, Map<String, MetricStore.MetricMetadata> known) {
        for (var part : PARTS) {
            if (name.endsWith(part)) {
                var family = name.substring(0, name.length() - part.length());
                if (known.containsKey(family)) {
                    return family;
                }
            }
        }
        return name;
    }

    private static Labels own(Labels labels, Labels target) {
        var own = labels.without(Labels.NAME);
        for (int i = 0; i < target.size(); i++) {
            if (own.get(target.name(i)).equals(target.value(i))) {
                own = own.without(target.name(i));
            }
        }
        return own;
    }
}
