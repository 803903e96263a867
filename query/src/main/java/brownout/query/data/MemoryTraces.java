// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Traces held in memory. Each trace id occurs once; a trace without spans is never found.
public final class MemoryTraces implements TraceStore {
    private final List<Trace> newestFirst;
    private final Map<TraceId, Trace> byId = new LinkedHashMap<>();

    public MemoryTraces(List<Trace> traces) {
        newestFirst =
                traces.stream()
                        .filter(trace -> !trace.spans().isEmpty())
                        .sorted(Comparator.comparingLong(MemoryTraces::startNanos).reversed())
                        .toList();
        for (var trace : traces) {
            if (byId.put(trace.id(), trace) != null) {
                throw new IllegalArgumentException("two traces with id " + trace.id().hex());
            }
        }
    }

    @Override
    public Optional<Trace> get(TraceId id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public TraceCursor find(SpanHints hints, TimeRange range, int limit) {
        return new TraceCursor() {
            private int next = 0;

            @Override
            public boolean next() {
                while (next < newestFirst.size()) {
                    var trace = newestFirst.get(next++);
                    if (overlaps(trace, range) && maySatisfy(trace, hints)) {
                        return true;
                    }
                }
                return false;
            }

            @Override
            public Trace trace() {
                return newestFirst.get(next - 1);
            }
        };
    }

    @Override
    public AttributeNames attributeNames(TimeRange range) {
        var resource = new TreeSet<String>();
        var span = new TreeSet<String>();
        for (var trace : newestFirst) {
            if (overlaps(trace, range)) {
                for (var one : trace.spans()) {
                    one.resource().forEach((name, _) -> resource.add(name));
                    one.attributes().forEach((name, _) -> span.add(name));
                }
            }
        }
        return new AttributeNames(new ArrayList<>(resource), new ArrayList<>(span));
    }

    private static long startNanos(Trace trace) {
        return trace.spans().stream().mapToLong(Trace.Span::startNanos).min().orElseThrow();
    }

    private static long endNanos(Trace trace) {
        return trace.spans().stream().mapToLong(Trace.Span::endNanos).max().orElseThrow();
    }

    private static boolean overlaps(Trace trace, TimeRange range) {
        return startNanos(trace) < range.endNanos() && endNanos(trace) >= range.startNanos();
    }

    private static boolean maySatisfy(Trace trace, SpanHints hints) {
        for (var span : trace.spans()) {
            if ((hints.services().isEmpty() || hints.services().contains(span.service()))
                    && (!hints.error() || span.status() == Trace.Status.ERROR)
                    && span.durationNanos() >= hints.minDurationNanos()
                    && span.durationNanos() <= hints.maxDurationNanos()) {
                return true;
            }
        }
        return false;
    }
}
