// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.solver;

import brownout.query.data.TimeRange;
import brownout.query.data.Trace;
import brownout.query.data.TraceStore;
import brownout.query.data.TraceStore.SpanHints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where the time of traces goes and where their errors begin: for each component its own time per
/// visit (without what its children take) and the share of visits in which an error starts there. A
/// call's own time and error belong to the one that is called. Of each step some traces that begin in
/// its last second are looked at; they also tell who calls whom.
final class TraceSignals {
    private static final int TRACES_PER_STEP = 100;
    private static final long SLICE_NANOS = 1_000_000_000;
    private static final double SECONDS_FLOOR = .003;
    private static final double SHARE_FLOOR = .02;

    private final Window window;
    private final Dependencies dependencies;
    private final Map<String, Sums> sums = new TreeMap<>();

    /// Per step: visits, their own seconds, errors that started there.
    private record Sums(double[] visits, double[] seconds, double[] errors) {}

    private TraceSignals(Window window, Dependencies dependencies) {
        this.window = window;
        this.dependencies = dependencies;
    }

    static List<Signal> read(TraceStore traces, Window window, Dependencies dependencies) {
        var reader = new TraceSignals(window, dependencies);
        for (int step = 0; step < window.steps(); step++) {
            reader.read(traces, step);
        }
        return reader.signals();
    }

    private void read(TraceStore traces, int step) {
        long end = window.endMillis(step) * 1_000_000;
        var slice = new TimeRange(end - SLICE_NANOS, end);
        var cursor = traces.find(SpanHints.NONE, slice, TRACES_PER_STEP);
        for (int i = 0; i < TRACES_PER_STEP && cursor.next(); i++) {
            var trace = cursor.trace();
            if (trace.spans().getFirst().startNanos() < slice.startNanos()) {
                return; // newest first: what follows began even earlier
            }
            add(trace, step);
        }
    }

    private void add(Trace trace, int step) {
        var children = new HashMap<Long, Long>(); // nanoseconds by parent, lookup only
        var failedBelow = new HashMap<Long, Boolean>(); // lookup only
        var byId = new HashMap<Long, Trace.Span>(); // lookup only
        for (var span : trace.spans()) {
            byId.put(span.id(), span);
            children.merge(span.parentId(), span.durationNanos(), Long::sum);
            failedBelow.merge(span.parentId(), failed(span), Boolean::logicalOr);
        }
        for (var span : trace.spans()) {
            var component = component(span);
            long own = span.durationNanos() - children.getOrDefault(span.id(), 0L);
            boolean starts = failed(span) && !failedBelow.getOrDefault(span.id(), false);
            add(component, step, Math.max(0, own) / 1e9, starts);
            if (calls(span)) {
                dependencies.add(span.service(), component);
            } else {
                var parent = byId.get(span.parentId());
                dependencies.add(parent == null ? "" : parent.service(), component);
            }
        }
    }

    private static boolean failed(Trace.Span span) {
        return span.status() == Trace.Status.ERROR;
    }

    private static boolean calls(Trace.Span span) {
        return switch (span.kind()) {
            case CLIENT, PRODUCER -> true;
            case SERVER, CONSUMER, INTERNAL, UNSPECIFIED -> false;
        };
    }

    private static String component(Trace.Span span) {
        return calls(span) && span.attributes().get("peer.service") instanceof String peer
                ? peer
                : span.service();
    }

    private void add(String component, int step, double seconds, boolean error) {
        int steps = window.steps();
        var sum =
                sums.computeIfAbsent(
                        component,
                        _ -> new Sums(new double[steps], new double[steps], new double[steps]));
        sum.visits[step]++;
        sum.seconds[step] += seconds;
        sum.errors[step] += error ? 1 : 0;
    }

    private List<Signal> signals() {
        var found = new ArrayList<Signal>();
        sums.forEach((component, sum) -> {
            found.add(signal(component, "own seconds", SECONDS_FLOOR, sum.seconds, sum.visits));
            found.add(signal(component, "own errors", SHARE_FLOOR, sum.errors, sum.visits));
        });
        return found;
    }

    private static Signal signal(
            String component, String name, double floor, double[] sum, double[] visits) {
        var values = new double[sum.length];
        Arrays.setAll(values, i -> visits[i] > 0 ? sum[i] / visits[i] : Double.NaN);
        return new Signal(
                component, name, Signal.Source.TRACES, Signal.Role.RESOURCE, floor, values);
    }
}
