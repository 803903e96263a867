// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Port to log streams. Hints are sound over-approximations: a store may skip what cannot satisfy
/// them, and the caller checks every entry again.
public interface LogStore {
    /// Entries of the matching streams in `range`, in `direction`, equal times in a stable order.
    /// `limit` says how many entries the caller expects to take (0 = all); the cursor does not stop
    /// there.
    EntryCursor read(
            List<Matcher> stream, LineHints hints, TimeRange range, Direction direction, int limit);

    /// Exact numbers of entries satisfying `hints` per stream and consecutive `step` from the start
    /// of `range`, or empty where the store would have to render lines to know.
    Optional<CountMatrix> count(
            List<Matcher> stream, LineHints hints, TimeRange range, Duration step);

    /// Label sets of the matching streams with an entry in `range`, in label order. No matcher: all.
    List<Labels> streams(List<Matcher> stream, TimeRange range);

    /// The order in which entries come.
    enum Direction {
        FORWARD,
        BACKWARD
    }

    /// One line of a stream; `metadata` is Loki's structured metadata (trace_id, span_id, pod, …).
    record Entry(Labels stream, long timeNanos, String line, Labels metadata) {}

    /// Pull reader: `next()` moves on and tells whether there is an `entry()`.
    interface EntryCursor {
        boolean next();

        Entry entry();
    }

    /// What every wanted entry must satisfy: its line contains each of `substrings`, and each name of
    /// `fields` has that value in at least one of these: the stream's labels, the metadata, the JSON
    /// fields of the line (nested names joined by `_`, other characters than letters, digits and `_`
    /// in a name replaced by `_`).
    record LineHints(List<String> substrings, Map<String, String> fields) {
        public static final LineHints NONE = new LineHints(List.of(), Map.of());

        public LineHints {
            substrings = List.copyOf(substrings);
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }

        public boolean isEmpty() {
            return substrings.isEmpty() && fields.isEmpty();
        }
    }

    /// `counts[stream][step]`, streams in label order.
    record CountMatrix(List<Labels> streams, long[][] counts) {}
}
