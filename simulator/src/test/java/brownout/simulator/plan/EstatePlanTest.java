// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// Larkspur is planned for half of what its parts can do.
class EstatePlanTest {
    /// Called by jobs alone, so idle in a plan.
    private static final Set<String> FOR_JOBS = Set.of("campaign-service", "carts-reminder");

    /// Idle behind a cache; see its comment in the file.
    private static final String IDLE_DATABASE = "content-db";

    private static final Estate LARKSPUR = EstateFile.builtin("larkspur-whole");
    private static final EstatePlan PLAN = EstatePlan.of(LARKSPUR);

    @Test
    void hasTheSizeOfAMiddlingShop() {
        between(55, 65, LARKSPUR.services().size(), "services");
        assertEquals(List.of("eu-west-1", "us-east-1", "ap-southeast-1"), LARKSPUR.regionNames());
        assertEquals(12, LARKSPUR.databases().size());
        assertEquals(8, LARKSPUR.caches().size());
        between(16, 40, LARKSPUR.routes().size(), "routes");
        between(550, 650, PLAN.requestsPerSecond(), "requests/s");
        between(18, 30, PLAN.spansPerRequest(), "spans a request");
        between(4000, 10_000, PLAN.linesPerSecond(), "lines/s");
        int pods = PLAN.workloads().stream().mapToInt(EstatePlan.Workload::replicas).sum();
        between(300, 500, pods, "pods");
        for (var tree : PLAN.trees()) {
            between(10, 60, tree.calls(), "calls of " + tree.entry());
        }
    }

    @Test
    void servicesAreHalfBusy() {
        var planned =
                PLAN.workloads().stream().filter(w -> !FOR_JOBS.contains(w.service())).toList();
        for (var use : planned) {
            between(0.20, 0.66, use.utilisation(), use.service() + " in " + use.region());
            between(0, 0.6, use.busyWorkers(), "workers of " + use.service());
        }
        mostly(0.4, 0.62, planned.stream().mapToDouble(EstatePlan.Workload::utilisation), 0.75);
    }

    @Test
    void databasesAreHalfBusy() {
        for (var use : PLAN.databases()) {
            if (!use.database().equals(IDLE_DATABASE)) {
                between(0.25, 0.6, use.utilisation(), use.database() + " in " + use.region());
            }
            between(0, 0.6, use.readerUtilisation(), "reader of " + use.database());
            assertTrue(
                    use.connections() < use.maxConnections(), "connections to " + use.database());
        }
        mostly(
                0.35,
                0.6,
                PLAN.databases().stream().mapToDouble(EstatePlan.DatabaseUse::utilisation),
                0.7);
        for (var use : PLAN.searches()) {
            between(0.15, 0.6, use.utilisation(), use.cluster() + " in " + use.region());
        }
    }

    @Test
    void poolsCachesQuotasAndNodesHaveRoom() {
        PLAN.pools().forEach(use -> between(0, 0.6, use.utilisation(), "pool of " + use.service()));
        PLAN.caches().forEach(use -> between(0.3, 0.8, use.full(), use.cache()));
        for (var flow : PLAN.flows()) {
            if (flow.quota() > 0) {
                between(0, 0.9 * flow.quota(), flow.ratePerSecond(), flow.component());
            }
        }
        PLAN.nodes().forEach(use -> between(0.3, 0.95, use.claimed() / use.cores(), use.region()));
    }

    /// The drill that cuts payment-api's pool to 4 must still overflow it everywhere.
    @Test
    void fourConnectionsAreTooFewForPayments() {
        for (var use : PLAN.pools()) {
            if (use.service().equals("payment-api")) {
                between(0.2, 0.6, use.utilisation(), "payment-api in " + use.region());
                assertTrue(use.held() > 1.15 * use.connections() * 4 / 20, PLAN.table());
            }
        }
    }

    /// Nobody gives up sooner than what they wait for might.
    @Test
    void timeoutsNest() {
        for (var service : LARKSPUR.services()) {
            for (var operation : service.operations()) {
                for (var call : operation.calls()) {
                    LARKSPUR.service(call.target())
                            .flatMap(callee -> callee.operation(call.operation()))
                            .ifPresent(callee -> timeoutsNest(service.name(), call, callee));
                }
            }
        }
    }

    private static void timeoutsNest(String caller, Estate.Call call, Estate.Operation callee) {
        for (var inner : callee.calls()) {
            assertTrue(
                    inner.policy().timeoutMicros() < call.policy().timeoutMicros(),
                    caller
                            + " waits no longer for "
                            + call.target()
                            + "/"
                            + call.operation()
                            + " than that does for "
                            + inner.target()
                            + "/"
                            + inner.operation());
        }
    }

    private static void between(double low, double high, double value, String what) {
        assertTrue(
                value >= low && value <= high,
                () ->
                        what
                                + " is "
                                + value
                                + ", not in "
                                + low
                                + ".."
                                + high
                                + "\n"
                                + PLAN.table());
    }

    private static void mostly(double low, double high, DoubleStream values, double share) {
        var all = values.toArray();
        long inside = DoubleStream.of(all).filter(v -> v >= low && v <= high).count();
        assertTrue(
                inside >= share * all.length,
                () ->
                        inside
                                + " of "
                                + all.length
                                + " in "
                                + low
                                + ".."
                                + high
                                + "\n"
                                + PLAN.table());
    }
}
