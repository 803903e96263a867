// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import java.util.Map;
import java.util.TreeMap;

/// How many series have which labels.
final class LabelTally {
    /// Values of one label, each with how many series have it, and those that no two series share.
    private static final class Values {
        final Map<String, Long> series = new TreeMap<>();
        long unique;
        long uniqueBytes;
    }

    private final Map<String, Values> byName = new TreeMap<>();

    /// `series` more series have these labels.
    void add(Labels labels, long series) {
        labels.forEach((name, value) -> values(name).series.merge(value, series, Long::sum));
    }

    /// `values` series have this label too, each with a value of its own; so many bytes in all.
    void addUnique(String name, long values, long bytes) {
        values(name).unique += values;
        values(name).uniqueBytes += bytes;
    }

    private Values values(String name) {
        return byName.computeIfAbsent(name, _ -> new Values());
    }

    /// How many different labels there are.
    long pairs() {
        return values().values().stream().mapToLong(Long::longValue).sum();
    }

    /// How many series have which value of the label.
    Map<String, Long> of(String name) {
        return values(name).series;
    }

    /// How many values labels have.
    Map<String, Long> values() {
        var counts = new TreeMap<String, Long>();
        byName.forEach((name, values) -> counts.put(name, values.series.size() + values.unique));
        return counts;
    }

    /// How long the values of a label are, added up over all series.
    Map<String, Long> bytes() {
        var counts = new TreeMap<String, Long>();
        byName.forEach((name, values) -> {
            long bytes = values.uniqueBytes;
            for (var each : values.series.entrySet()) {
                bytes += each.getKey().length() * each.getValue();
            }
            counts.put(name, bytes);
        });
        return counts;
    }

    /// How many series have `name=value`, those aside that only one has anyway.
    Map<String, Long> byPair() {
        var counts = new TreeMap<String, Long>();
        byName.forEach((name, values) ->
                values.series.forEach((value, count) -> counts.put(name + "=" + value, count)));
        return counts;
    }
}
