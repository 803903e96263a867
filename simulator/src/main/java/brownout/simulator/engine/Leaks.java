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
        CACHE_MEBIBYTES,
        FILES,
        THREADS
    }

    private record Leak(
            Scope scope,
            Resource resource,
            double perRequest,
            double perSecond,
            double growth,
            int since) {}

    private final List<Leak> leaks;

    private Leaks(List<Leak> leaks) {
        this.leaks = leaks;
    }

    boolean isEmpty() {
        return leaks.isEmpty();
    }

    /// With one more in place of one of the same scope; none where nothing leaks.
    Leaks with(Scope scope, Resource resource, double perRequest, double perSecond, int tick) {
        return with(new Leak(scope, resource, perRequest, perSecond, 0, tick));
    }

    /// As [#with(Scope, Resource, double, double, int)], of what also grows by a share of itself each
    /// second.
    Leaks growing(Scope scope, Resource resource, double perSecond, double growth, int tick) {
        return with(new Leak(scope, resource, 0, perSecond, growth, tick));
    }

    private Leaks with(Leak leak) {
        var more = new ArrayList<>(leaks);
        more.removeIf(other -> other.scope.equals(leak.scope) && other.resource == leak.resource);
        if (leak.perRequest > 0 || leak.perSecond > 0) {
            more.add(leak);
        }
        return new Leaks(List.copyOf(more));
    }

    /// What a pod that keeps `already` so much keeps of `requests` in a second.
    double kept(Resource resource, Holding holding, Pod pod, double requests, double already) {
        double kept = 0;
        for (int i = 0; i < leaks.size(); i++) {
            var leak = leaks.get(i);
            if (leak.resource == resource && holding.concerns(leak.scope, leak.since, pod)) {
                double more = leak.perRequest * requests + leak.perSecond + leak.growth * already;
                kept += holding.userShare(leak.scope) * more;
            }
        }
        return kept;
    }
}
