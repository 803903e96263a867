// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What each fault comes to: effects, and when. Pure; symptoms follow from the model alone. Faults
/// compose: each holds its conditions under names of its own, and their effects may be applied together.
public final class Faults {
    private Faults() {}

    /// The effects of a `fault` whose amount is exact and that begins at the start of `tick`. What people
    /// did to bring it about is announced by them; the rest nobody announces.
    ///
    /// @throws IllegalArgumentException where it makes no sense in the estate
    public static List<Scheduled> effects(Fault fault, Estate estate, int tick) {
        var effects = unchecked(fault, estate, tick);
        for (var scheduled : effects) {
            Effects.check(scheduled.effect(), estate)
                    .ifPresent(problem -> {
                        throw new IllegalArgumentException(FaultNames.of(fault) + ": " + problem);
                    });
        }
        return effects;
    }

    /// The effects of several faults, in order of time.
    public static List<Scheduled> effects(List<Fault> faults, Estate estate, int tick) {
        var all = new ArrayList<Scheduled>();
        faults.forEach(fault -> all.addAll(effects(fault, estate, tick)));
        all.sort(java.util.Comparator.comparingInt(Scheduled::tick)); // stable
        return List.copyOf(all);
    }

    /// What is wrong with `fault` in an estate, its amount aside; empty where it can happen.
    public static Optional<String> check(Fault fault, Estate estate) {
        var exact = fault.degree().map(degree -> degree.with().apply(degree.high())).orElse(fault);
        try {
            effects(exact, estate, 0);
            return Optional.empty();
        } catch (IllegalArgumentException problem) {
            return Optional.of(String.valueOf(problem.getMessage()));
        }
    }

    private static List<Scheduled> unchecked(Fault fault, Estate estate, int tick) {
        return switch (fault) {
            case DeployFault deploy -> FaultsOfDeploys.effects(deploy, estate, tick);
            case DatabaseFault database -> FaultsOfDatabases.effects(database, estate, tick);
            case CacheFault cache -> FaultsOfCaches.effects(cache, estate, tick);
            case QueueFault queue -> FaultsOfQueues.effects(queue, estate, tick);
            case DownstreamFault downstream ->
                    FaultsOfDownstreams.effects(downstream, estate, tick);
            case NetworkFault network -> FaultsOfNetworks.effects(network, estate, tick);
            case ClusterFault cluster -> FaultsOfClusters.effects(cluster, estate, tick);
            case ResourceFault resource -> FaultsOfResources.effects(resource, estate, tick);
            case TrafficFault traffic -> FaultsOfTraffic.effects(traffic, estate, tick);
            case MonitoringFault monitoring -> FaultsOfMonitoring.effects(monitoring, tick);
            case PeopleFault people -> FaultsOfPeople.effects(people, estate, tick);
        };
    }

    /// Something that somebody did, as the change feed will say.
    static Scheduled announced(int tick, Effect effect, String actor) {
        return new Scheduled(tick, effect, actor);
    }

    /// Something that nobody announces.
    static Scheduled silent(int tick, Effect effect) {
        return new Scheduled(tick, effect, "");
    }

    static Scheduled hold(int tick, String name, Condition condition, Course course) {
        return silent(tick, new Effect.Hold(name, condition, course));
    }

    static Scheduled hold(int tick, String name, Condition condition) {
        return hold(tick, name, condition, new Course.Step());
    }

    static Condition.Work work(
            brownout.simulator.condition.Scope scope,
            String operation,
            double errors,
            brownout.simulator.condition.Symptom symptom) {
        return new Condition.Work(scope, operation, 1, 0, errors, symptom);
    }
}
