// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Scope;
import java.util.ArrayList;
import java.util.List;

/// What code never gives back: memory, open files, threads. Immutable.
final class Leaks {
    static final Leaks NONE = new Leaks(List.of());

    /// What is kept.
    enum Resource {
        MEBIBYTES,
        FILES,
        THREADS
    }

    private record Leak(
            Scope scope, Resource resource, double perRequest, double perSecond, int since) {}

    private final List<Leak> leaks;

    private Leaks(List<Leak> leaks) {
        this.leaks = leaks;
    }

    boolean isEmpty() {
        return leaks.isEmpty();
    }

    /// With one more in place of one of the same scope; none where nothing leaks.
    Leaks with(Scope scope, Resource resource, double perRequest, double perSecond, int tick) {
        var more = new ArrayList<>(leaks);
        more.removeIf(leak -> leak.scope.equals(scope) && leak.resource == resource);
        if (perRequest > 0 || perSecond > 0) {
            more.add(new Leak(scope, resource, perRequest, perSecond, tick));
        }
        return new Leaks(List.copyOf(more));
    }

    /// What a pod keeps of `requests` in a second.
    double kept(Resource resource, Holding holding, Pod pod, double requests) {
        double kept = 0;
        for (int i = 0; i < leaks.size(); i++) {
            var leak = leaks.get(i);
            if (leak.resource == resource && holding.concerns(leak.scope, leak.since, pod)) {
                kept += leak.perRequest * requests + leak.perSecond;
            }
        }
        return kept;
    }
}
