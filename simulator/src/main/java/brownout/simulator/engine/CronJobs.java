// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The jobs that run by the clock: when each one does in each region, and the calls it makes. What a job
/// asks of a service is requests like all others, on a route of its own; what it asks of a database or
/// search cluster it asks by itself, without a trace. When runs begin and end hangs on the clock alone, so
/// every run of a drill has the same ones.
///
/// An instance is a job in a region, `job * regions + region`.
public final class CronJobs {
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int SOONEST_START_SECONDS = 2;
    private static final int START_SPREAD_SECONDS = 7;

    /// A run is shorter or longer than usual by up to this share.
    private static final double SPREAD = 0.08;

    private final World world;

    /// The jobs, in the order of the estate's file.
    public final List<Estate.Job> all;

    /// What jobs ask of services, and of everything else.
    final List<Route> routes;

    final List<Load> loads;

    /// Requests that a job sends to an operation, per second in a region.
    record Route(int route, int job, int op, double perSecond) {}

    /// Calls that a job makes to a target, per second in a region.
    record Load(int number, int job, Target target, double perSecond) {}

    /// A run, due at the start of `dueTick`; it works in ticks `[startTick, endTick)`.
    public record Run(int dueTick, int startTick, int endTick) {
        /// Whether it works during `tick`.
        boolean works(int tick) {
            return startTick <= tick && tick < endTick;
        }
    }

    /// The jobs of a world that knows its operations and targets; their routes begin with `firstRoute`.
    CronJobs(World world, int firstRoute) {
        this.world = world;
        all = world.estate.jobs();
        var ofServices = new ArrayList<Route>();
        var others = new ArrayList<Load>();
        for (int job = 0; job < all.size(); job++) {
            for (var load : all.get(job).loads()) {
                if (world.kindOf(load.target()) == World.Kind.SERVICE) {
                    int op = world.operation(load.target(), load.operation());
                    int route = firstRoute + ofServices.size();
                    ofServices.add(new Route(route, job, op, load.ratePerSecond()));
                } else {
                    var target = world.target(load.target(), load.operation());
                    others.add(new Load(others.size(), job, target, load.ratePerSecond()));
                }
            }
        }
        routes = List.copyOf(ofServices);
        loads = List.copyOf(others);
    }

    int instances() {
        return all.size() * world.regions;
    }

    /// Whether a job runs in a region at all.
    public boolean isIn(int job, int region) {
        return world.isRegion(all.get(job).region(), region);
    }

    /// The last run that was due by the start of `tick`, over or not; null where the job has none in the
    /// region. One that is under way when the next is due gives way to it.
    public @Nullable Run last(int job, int region, int tick) {
        if (!isIn(job, region)) {
            return null;
        }
        var spec = all.get(job);
        int second = secondOfDay(region, tick);
        int due = tick - spec.schedule().secondsSinceDue(second);
        int next = dueAfter(job, region, due);
        long hash = Rng.hash(job, region, due, 0x10b);
        int start = due + SOONEST_START_SECONDS + Rng.below(hash, START_SPREAD_SECONDS);
        double factor = 1 - SPREAD + 2 * SPREAD * Rng.uniform(Rng.hash(hash, 1));
        int end = start + (int) Math.max(1, Math.rint(spec.runsForSeconds() * factor));
        return new Run(due, start, Math.min(next, end));
    }

    /// The first tick after `tick` at whose start the job is due in a region where it runs.
    public int dueAfter(int job, int region, int tick) {
        return tick + 1 + all.get(job).schedule().secondsUntilDue(secondOfDay(region, tick + 1));
    }

    private int secondOfDay(int region, int tick) {
        int local = world.estate.regions().get(region).localTimeSeconds();
        return Math.floorMod(local + tick, SECONDS_PER_DAY);
    }

    /// What Kubernetes calls the run of a job that was due at `dueTick`, and the run's pod.
    public String runName(int job, int region, int dueTick) {
        return all.get(job).name() + "-" + Names.letters(Rng.hash(job, region, dueTick, 0x10b5), 8);
    }

    public String podName(int job, int region, int dueTick) {
        var letters = Names.letters(Rng.hash(job, region, dueTick, 0x9d5), 5);
        return runName(job, region, dueTick) + "-" + letters;
    }

    /// The instance whose requests take a route.
    int instance(int route, int region) {
        return routes.get(route - routes.getFirst().route()).job() * world.regions + region;
    }
}
