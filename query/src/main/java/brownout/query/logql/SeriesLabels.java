// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Labels;
import brownout.query.logql.Expr.Grouping;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Gives the labels of the series that an entry belongs to, making each label set once.
final class SeriesLabels {
    private final boolean without;
    private final String[] names;
    private final LinkedHashMap<Labels, Labels> ofStream = new LinkedHashMap<>();
    private final Map<Key, Labels> ofValues = new LinkedHashMap<>();

    /// `unwrapped` is left out of the labels unless `by` names it; empty for none.
    SeriesLabels(Optional<Grouping> grouping, String unwrapped) {
        without = grouping.isEmpty() || grouping.get().without();
        var given = grouping.map(Grouping::names).orElse(List.of()).stream();
        var all =
                without && !unwrapped.isEmpty()
                        ? Stream.concat(given, Stream.of(unwrapped))
                        : given;
        names = all.distinct().sorted().toArray(String[]::new);
    }

    Labels of(WorkingEntry entry) {
        if (without) {
            return entry.isPlain()
                    ? ofStream.computeIfAbsent(entry.stream(), this::withoutNames)
                    : withoutNames(entry.labels());
        }
        var values = new @Nullable String[names.length];
        for (int i = 0; i < names.length; i++) {
            values[i] = entry.get(names[i]);
        }
        return ofValues.computeIfAbsent(new Key(values), this::labels);
    }

    private Labels withoutNames(Labels labels) {
        return names.length == 0
                ? labels
                : labels.keepNames(name -> Arrays.binarySearch(names, name) < 0);
    }

    private Labels labels(Key key) {
        var map = new TreeMap<String, String>();
        for (int i = 0; i < names.length; i++) {
            var value = key.values[i];
            if (value != null) {
                map.put(names[i], value);
            }
        }
        return Labels.ofExact(map);
    }

    private static final class Key {
        private final @Nullable String[] values;
        private final int hash;

        Key(@Nullable String[] values) {
            this.values = values;
            this.hash = Arrays.hashCode(values);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
