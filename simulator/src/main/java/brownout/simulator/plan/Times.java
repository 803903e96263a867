// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.plan;

import brownout.simulator.estate.Estate;
import brownout.simulator.model.Waiting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How long everything takes on average in a region, in seconds: work stretched by how busy its cores
/// are, and the calls one after another. Waiting for connections is left out.
final class Times {
    private static final double NETWORK_SECONDS = 0.0005;

    private final Estate estate;
    private final Arrivals arrivals;
    private final Map<String, Double> known = new TreeMap<>();
    private final Map<String, Double> means = new TreeMap<>(); // of targets that are no services

    Times(Estate estate, Arrivals arrivals) {
        this.estate = estate;
        this.arrivals = arrivals;
        for (var cache : estate.caches()) {
            cache.commands().forEach(c -> mean(cache.name(), c.name(), c.meanMicros()));
        }
        for (var queue : estate.queues()) {
            mean(queue.name(), Estate.Queue.PUBLISH, queue.publishMicros());
        }
        for (var store : estate.objectStores()) {
            store.requests().forEach(r -> mean(store.name(), r.name(), r.meanMicros()));
        }
        for (var cluster : estate.searchClusters()) {
            cluster.queries().forEach(q -> mean(cluster.name(), q.name(), q.meanMicros()));
        }
        for (var party : estate.thirdParties()) {
            party.operations().forEach(o -> mean(party.name(), o.name(), o.meanMicros()));
        }
    }

    private void mean(String component, String operation, long micros) {
        means.put(component + "/" + operation, micros * 1e-6);
    }

    /// Workers that are busy at once, were all requests of all regions in this one.
    double busy(Estate.Service service, int region) {
        return service.operations().stream()
                .mapToDouble(
                        o -> arrivals.of(service.name(), o.name()) * seconds(service, o, region))
                .sum();
    }

    /// Connections to `database` that are held at once, likewise.
    double held(Estate.Service service, String database, int region, Arrivals rates) {
        double held = 0;
        for (var operation : service.operations()) {
            double each =
                    operation.transaction().equals(database)
                            ? transaction(service, operation, database, region)
                            : single(operation, database, region);
            held += rates.of(service.name(), operation.name()) * each;
        }
        return held;
    }

    private double single(Estate.Operation operation, String database, int region) {
        double held = 0;
        double missed = 1;
        for (var call : operation.calls()) {
            if (call.target().equals(database)) {
                held += Arrivals.share(call, missed) * callSeconds(call, region);
            }
            missed = arrivals.missedAfter(call, missed);
        }
        return held;
    }

    private double transaction(
            Estate.Service service, Estate.Operation operation, String database, int region) {
        List<Estate.Call> calls = operation.calls();
        int first = calls.size();
        int last = -1;
        for (int c = 0; c < calls.size(); c++) {
            if (calls.get(c).target().equals(database)) {
                first = Math.min(first, c);
                last = c;
            }
        }
        double held = own(service, operation, region) / (calls.size() + 1) * (last - first);
        for (int c = first; c <= last; c++) {
            held += calls.get(c).probability() * callSeconds(calls.get(c), region);
        }
        return held;
    }

    double seconds(Estate.Service service, Estate.Operation operation, int region) {
        var key = region + "/" + service.name() + "/" + operation.name();
        var before = known.get(key);
        if (before != null) {
            return before;
        }
        double seconds = own(service, operation, region);
        double missed = 1;
        for (var call : operation.calls()) {
            seconds += Arrivals.share(call, missed) * callSeconds(call, region);
            missed = arrivals.missedAfter(call, missed);
        }
        known.put(key, seconds);
        return seconds;
    }

    private double own(Estate.Service service, Estate.Operation operation, int region) {
        double load = EstatePlan.load(service, arrivals) * estate.regions().get(region).share();
        double utilisation = load / (service.replicas(region) * service.cores());
        return operation.cpuMicros() * 1e-6 * Waiting.stretch(utilisation, service.cores());
    }

    private double callSeconds(Estate.Call call, int region) {
        var service = estate.service(call.target());
        if (service.isPresent()) {
            var operation = service.get().operation(call.operation()).orElseThrow();
            return NETWORK_SECONDS + seconds(service.get(), operation, region);
        }
        var database = estate.database(call.target());
        return database.isPresent()
                ? statement(database.get(), call.operation(), region)
                : means.getOrDefault(call.target() + "/" + call.operation(), 0.0);
    }

    private double statement(Estate.Database database, String name, int region) {
        var query =
                database.queries().stream()
                        .filter(q -> q.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        double load =
                EstatePlan.load(database, false, arrivals) * estate.regions().get(region).share();
        double cores = database.cores(region);
        return query.meanMicros() * 1e-6 * Waiting.stretch(load / cores, cores);
    }
}
