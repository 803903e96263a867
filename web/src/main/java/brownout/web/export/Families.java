// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.query.data.MetricStore.SelectHints;
import brownout.query.data.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which metric families a store has, in name order: those it describes, and those of which it only
/// has series, as `unknown`.
final class Families {
    private Families() {}

    static List<MetricMetadata> of(MetricStore store, TimeRange range) {
        var families = new ArrayList<>(store.metadata());
        undescribed(store, families, range)
                .forEach(name -> families.add(new MetricMetadata(name, "unknown", "", "")));
        families.sort((a, b) -> a.name().compareTo(b.name()));
        return families;
    }

    /// The names of the series of a family.
    static List<String> seriesNames(MetricMetadata family) {
        var name = family.name();
        return switch (family.type()) {
            case "histogram" -> List.of(name + "_bucket", name + "_sum", name + "_count");
            case "summary" -> List.of(name, name + "_sum", name + "_count");
            default -> List.of(name);
        };
    }

    private static SortedSet<String> undescribed(
            MetricStore store, List<MetricMetadata> families, TimeRange range) {
        var known =
                families.stream()
                        .flatMap(family -> seriesNames(family).stream())
                        .collect(Collectors.joining("|"));
        var others =
                store.select(
                        List.of(new Matcher(Matcher.Type.NO_MATCH, Labels.NAME, known)),
                        range,
                        SelectHints.NONE);
        var names = new TreeSet<String>();
        for (int i = 0; i < others.size(); i++) {
            names.add(others.labels(i).get(Labels.NAME));
        }
        return names;
    }
}
