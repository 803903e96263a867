// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Log streams held in memory, appended in any order of time. Entries of one stream with equal times
/// keep their order of arrival; an entry equal to an earlier one in stream, time, line and metadata
/// is kept once. Equal times of different streams come in label order. Not safe for use by several
/// threads while somebody appends.
public final class MemoryLogs implements LogStore {
    private final TreeMap<Labels, List<Entry>> streams = new TreeMap<>();

    /// Adds one entry. Empty labels are dropped from `stream`; `metadata` is kept as given.
    public void append(Labels stream, long timeNanos, String line, Labels metadata) {
        var labels = Labels.of(stream.toMap());
        var entries = streams.computeIfAbsent(labels, _ -> new ArrayList<>());
        var entry = new Entry(labels, timeNanos, line, metadata);
        int at = firstAfter(entries, timeNanos);
        for (int i = at - 1; i >= 0 && entries.get(i).timeNanos() == timeNanos; i--) {
            if (entries.get(i).equals(entry)) {
                return;
            }
        }
        entries.add(at, entry);
    }

    private static int firstAfter(List<Entry> entries, long timeNanos) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).timeNanos() <= timeNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int firstAtOrAfter(List<Entry> entries, long timeNanos) {
        return timeNanos == Long.MIN_VALUE ? 0 : firstAfter(entries, timeNanos - 1);
    }

    private static List<Entry> within(List<Entry> entries, TimeRange range) {
        int from = firstAtOrAfter(entries, range.startNanos());
        int to = firstAtOrAfter(entries, range.endNanos());
        return from < to ? entries.subList(from, to) : List.of();
    }

    @Override
    public EntryCursor read(
            List<Matcher> stream,
            LineHints hints,
            TimeRange range,
            Direction direction,
            int limit) {
        var parts = new ArrayList<List<Entry>>();
        streams.forEach((labels, entries) -> {
            var part = Matcher.all(stream, labels) ? within(entries, range) : List.<Entry>of();
            if (!part.isEmpty()) {
                parts.add(part);
            }
        });
        return new MergeCursor(parts, hints, direction);
    }

    @Override
    public Optional<CountMatrix> count(
            List<Matcher> stream, LineHints hints, TimeRange range, Duration step) {
        if (!hints.fields().isEmpty()) {
            return Optional.empty();
        }
        long stepNanos = step.toNanos();
        int steps =
                Math.toIntExact(-Math.floorDiv(range.startNanos() - range.endNanos(), stepNanos));
        var found = new ArrayList<Labels>();
        var counts = new ArrayList<long[]>();
        for (var labels : streams(stream, range)) {
            var row = new long[steps];
            for (var entry : within(streams.getOrDefault(labels, List.of()), range)) {
                if (maySatisfy(entry, hints)) {
                    row[(int) ((entry.timeNanos() - range.startNanos()) / stepNanos)]++;
                }
            }
            found.add(labels);
            counts.add(row);
        }
        return Optional.of(new CountMatrix(found, counts.toArray(long[][]::new)));
    }

    @Override
    public List<Labels> streams(List<Matcher> stream, TimeRange range) {
        var found = new ArrayList<Labels>();
        streams.forEach((labels, entries) -> {
            if (Matcher.all(stream, labels) && !within(entries, range).isEmpty()) {
                found.add(labels);
            }
        });
        return found;
    }

    private static boolean maySatisfy(Entry entry, LineHints hints) {
        for (var wanted : hints.substrings()) {
            if (!entry.line().contains(wanted)) {
                return false;
            }
        }
        for (var field : hints.fields().entrySet()) {
            if (!mayHave(entry, field.getKey(), field.getValue())) {
                return false;
            }
        }
        return true;
    }

    /// A line with a backslash may spell the value by escapes, so it is never skipped.
    private static boolean mayHave(Entry entry, String name, String value) {
        return entry.stream().get(name).equals(value)
                || entry.metadata().get(name).equals(value)
                || entry.line().contains(value)
                || entry.line().indexOf('\\') >= 0;
    }

    /// Merges parts that are each in time order; the earlier part goes first at equal times, and
    /// backward is the exact reverse of forward. Parts are few, so they are compared one by one.
    private static final class MergeCursor implements EntryCursor {
        private final List<List<Entry>> parts;
        private final LineHints hints;
        private final boolean forward;
        private final int[] next;
        private int current = -1;

        MergeCursor(List<List<Entry>> parts, LineHints hints, Direction direction) {
            this.parts = parts;
            this.hints = hints;
            this.forward = direction == Direction.FORWARD;
            this.next = new int[parts.size()];
            for (int i = 0; i < next.length; i++) {
                next[i] = forward ? 0 : parts.get(i).size() - 1;
            }
        }

        @Override
        public boolean next() {
            do {
                current = best();
                if (current >= 0) {
                    next[current] += forward ? 1 : -1;
                }
            } while (current >= 0 && !maySatisfy(entry(), hints));
            return current >= 0;
        }

        private int best() {
            int best = -1;
            long bestNanos = 0;
            for (int i = 0; i < next.length; i++) {
                if (next[i] < 0 || next[i] >= parts.get(i).size()) {
                    continue;
                }
                long nanos = parts.get(i).get(next[i]).timeNanos();
                if (best < 0 || (forward ? nanos < bestNanos : nanos >= bestNanos)) {
                    best = i;
                    bestNanos = nanos;
                }
            }
            return best;
        }

        @Override
        public Entry entry() {
            return parts.get(current).get(next[current] - (forward ? 1 : -1));
        }
    }
}
