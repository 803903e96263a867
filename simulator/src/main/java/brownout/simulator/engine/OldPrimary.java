// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.fault.DatabaseEffect;

/// Pods that remember the address of a primary that is one no longer: what they write there is refused,
/// until their pools are recycled or they are replaced.
final class OldPrimary {
    private static final long REFUSED_MICROS = 900;

    private OldPrimary() {}

    static Holding after(World world, Holding holding, DatabaseEffect effect, int tick) {
        return switch (effect) {
            case DatabaseEffect.Failover failover -> failedOver(world, holding, failover, tick);
            case DatabaseEffect.RecyclePools recycle -> recycled(world, holding, recycle);
            default -> holding;
        };
    }

    private static Holding failedOver(
            World world, Holding holding, DatabaseEffect.Failover failover, int tick) {
        if (failover.cachedShare() <= 0) {
            return holding;
        }
        var next = holding;
        int from = DatabaseOperations.promotedTick(failover, tick);
        var database = world.estate.database(failover.database()).orElseThrow();
        for (var service : world.estate.services()) {
            if (service.pools().stream().noneMatch(p -> p.database().equals(database.name()))) {
                continue;
            }
            for (var query : database.queries()) {
                for (var region : world.estate.regionNames()) {
                    boolean here = failover.region().isEmpty() || failover.region().equals(region);
                    if (here && query.writes()) {
                        var scope =
                                Scope.service(service.name())
                                        .inRegion(region)
                                        .existingShare(failover.cachedShare());
                        var calls =
                                Condition.Calls.to(scope, database.name())
                                        .operation(query.name())
                                        .failing(1, symptom(query.statement()));
                        var id = id(database.name(), region, service.name(), query.name());
                        next = next.with(id, calls, new Course.Step(), from);
                    }
                }
            }
        }
        return next;
    }

    private static Holding recycled(
            World world, Holding holding, DatabaseEffect.RecyclePools recycle) {
        var next = holding;
        var database = world.estate.database(recycle.database()).orElseThrow();
        for (var query : database.queries()) {
            for (int region = 0; region < world.regions; region++) {
                if (world.isRegion(recycle.region(), region)) {
                    var name = world.estate.regions().get(region).name();
                    next = next.without(id(database.name(), name, recycle.service(), query.name()));
                }
            }
        }
        return next;
    }

    private static String id(String database, String region, String service, String query) {
        return "old primary of " + database + " in " + region + ": " + service + " " + query;
    }

    private static Symptom symptom(String statement) {
        var verb = statement.split(" ", 2)[0];
        return new Symptom(
                Failure.READ_ONLY,
                0,
                REFUSED_MICROS,
                "",
                "ERROR: cannot execute " + verb + " in a read-only transaction",
                "");
    }
}
