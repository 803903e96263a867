// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/// The answer to a log query: entries in the direction that was asked for.
public record Streams(List<LogEntry> entries) {
    public Streams {
        entries = List.copyOf(entries);
    }

    /// Entries of one label set, in the direction of the query.
    public record Stream(Labels labels, List<LogEntry> entries) {
        public Stream {
            entries = List.copyOf(entries);
        }
    }

    /// Grouped by all labels, parsed ones and metadata included; groups by the text of their labels.
    public List<Stream> byLabels() {
        return grouped(LogEntry::labels);
    }

    /// Grouped by the labels of the stream alone, for answers that keep the other labels apart.
    public List<Stream> byStream() {
        return grouped(LogEntry::stream);
    }

    private List<Stream> grouped(Function<LogEntry, Labels> key) {
        var groups = new TreeMap<String, List<LogEntry>>();
        for (var entry : entries) {
            groups.computeIfAbsent(key.apply(entry).toString(), _ -> new ArrayList<>()).add(entry);
        }
        return groups.values().stream()
                .map(group -> new Stream(key.apply(group.getFirst()), group))
                .toList();
    }
}
