// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.solver;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.MetricStore.SelectHints;
import brownout.query.data.TimeRange;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who calls whom, learnt from telemetry.
public final class Dependencies {
    private final SortedMap<String, SortedSet<String>> callees = new TreeMap<>();

    void add(String caller, String callee) {
        if (!caller.isEmpty() && !callee.isEmpty() && !caller.equals(callee)) {
            callees.computeIfAbsent(caller, _ -> new TreeSet<>()).add(callee);
        }
    }

    /// Calls that callers count by `peer_service`.
    void learn(MetricStore metrics, TimeRange range) {
        var calls = List.of(Matcher.equal(Labels.NAME, "http_client_requests_total"));
        var series = metrics.select(calls, range, SelectHints.NONE);
        for (int i = 0; i < series.size(); i++) {
            add(series.labels(i).get("service"), series.labels(i).get("peer_service"));
        }
    }

    /// What `component` calls, in name order.
    public SortedSet<String> callees(String component) {
        return Collections.unmodifiableSortedSet(
                callees.getOrDefault(component, Collections.emptySortedSet()));
    }

    /// The fewest calls from `start` down to one of `targets`; 0 where it is one; empty where no chain
    /// of calls leads there.
    public OptionalInt hops(String start, Collection<String> targets) {
        var distance = new TreeMap<String, Integer>();
        var queue = new ArrayDeque<String>();
        distance.put(start, 0);
        queue.add(start);
        while (!queue.isEmpty()) {
            var at = queue.remove();
            int hops = distance.getOrDefault(at, 0);
            if (targets.contains(at)) {
                return OptionalInt.of(hops);
            }
            for (var callee : callees(at)) {
                if (distance.putIfAbsent(callee, hops + 1) == null) {
                    queue.add(callee);
                }
            }
        }
        return OptionalInt.empty();
    }
}
