// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Failure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How the runs of jobs go: what they ask for now, and how much of it failed. By instance, see
/// [CronJobs].
final class JobRuns {
    /// A run of whose calls more than this share fail has failed.
    private static final double FAILED = 0.2;

    private static final int CALL = 1;

    private static final int FAIL = 2;
    private static final int DURATION = 3;

    private final World world;
    private final int[] calls; // of the run at hand
    private final int[] failed;
    private final int[] machine; // that it is on
    private boolean begun;

    JobRuns(World world) {
        this.world = world;
        calls = new int[world.jobs.instances()];
        failed = new int[calls.length];
        machine = new int[calls.length];
    }

    private JobRuns(JobRuns other) {
        world = other.world;
        calls = other.calls.clone();
        failed = other.failed.clone();
        machine = other.machine.clone();
        begun = other.begun;
    }

    JobRuns copy() {
        return new JobRuns(this);
    }

    /// Says what each job is at, and adds what those at work ask of targets to the tick.
    void begin(Second s) {
        Arrays.fill(s.jobCalls, 0);
        Arrays.fill(s.jobConnections, 0);
        for (int i = 0; i < calls.length; i++) {
            var run = world.jobs.last(i / s.regions, i % s.regions, s.tick);
            if (!begun && run != null) {
                past(s, i, run);
            }
            s.frame.set(Gauge.Job.STATE, i, step(s, i, run).ordinal());
        }
        begun = true;
        for (var load : world.jobs.loads) {
            for (int region = 0; region < s.regions; region++) {
                if (isWorking(s, load.job(), region)) {
                    s.jobCalls[load.target().in(world, region)] += load.perSecond();
                    if (load.target().kind() == World.Kind.DATABASE) {
                        s.jobConnections[load.target().component() * s.regions + region]++;
                    }
                }
            }
        }
    }

    /// What a timeline knows when it begins: when the run before went well.
    private void past(Second s, int instance, CronJobs.Run run) {
        int job = instance / s.regions;
        int region = instance % s.regions;
        var last = run.endTick() < s.tick ? run : world.jobs.last(job, region, run.dueTick() - 1);
        if (last != null) {
            s.totals.add(Total.Job.SUCCEEDED_SECOND, instance, last.endTick());
        }
    }

    private Gauge.JobState step(Second s, int instance, CronJobs.@Nullable Run run) {
        if (run == null || s.tick < run.startTick() || s.tick > run.endTick()) {
            return Gauge.JobState.IDLE;
        }
        if (s.tick == run.startTick()) {
            calls[instance] = 0;
            failed[instance] = 0;
            machine[instance] = s.flow.machines.roomiest(instance % s.regions);
            return Gauge.JobState.BEGINS;
        }
        if (s.tick < run.endTick()) {
            return Gauge.JobState.WORKS;
        }
        boolean hasFailed = failed[instance] > FAILED * calls[instance];
        if (hasFailed) {
            s.totals.add(Total.Job.FAILED_RUNS, instance, 1);
            return Gauge.JobState.FAILS;
        }
        s.totals.add(Total.Job.SUCCEEDED_RUNS, instance, 1);
        long before = s.totals.at(Total.Job.SUCCEEDED_SECOND, instance);
        s.totals.add(Total.Job.SUCCEEDED_SECOND, instance, s.tick - before);
        return Gauge.JobState.SUCCEEDS;
    }

    boolean isWorking(Second s, int job, int region) {
        return Gauge.JobState.of(s.frame, job * s.regions + region).isAtWork();
    }

    /// The node that the pod of an instance's run is on.
    int machine(int instance) {
        return machine[instance];
    }

    /// Makes the calls that go to targets, once it is known how these answer.
    void call(Second s) {
        for (var load : world.jobs.loads) {
            for (int region = 0; region < s.regions; region++) {
                if (isWorking(s, load.job(), region)) {
                    call(s, load, region);
                }
            }
        }
    }

    private void call(Second s, CronJobs.Load load, int region) {
        int instance = load.job() * s.regions + region;
        int target = load.target().in(world, region);
        long hash = Rng.hash(Rng.hash(s.seed, s.tick, instance, load.number()), CALL);
        int count = Rng.poisson(hash, load.perSecond());
        double fails =
                1 - (1 - s.frame.at(Gauge.Target.FAILS, target)) * (1 - load.target().errorRatio());
        for (int i = 0; i < count; i++) {
            long call = Rng.hash(hash, i);
            boolean isFailed = Rng.uniform(Rng.hash(call, FAIL)) < fails;
            sent(s.totals, instance, isFailed);
            if (load.target().kind() == World.Kind.DATABASE) {
                statement(s, load.target(), region, isFailed, Rng.hash(call, DURATION));
            }
        }
    }

    /// What the server counts of a statement.
    private void statement(Second s, Target query, int region, boolean isFailed, long hash) {
        int database = query.component() * s.regions + region;
        int number = query.in(world, region);
        s.totals.add(isFailed ? Total.Database.ROLLBACKS : Total.Database.COMMITS, database, 1);
        int unavailable = Failure.DATABASE_UNAVAILABLE.ordinal();
        if (isFailed && s.frame.at(Gauge.Target.FAILURE, number) == unavailable) {
            return; // it never got there
        }
        double mean = query.meanMicros() * s.frame.at(Gauge.Target.FACTOR, number);
        long micros = (long) query.latency().at(mean, Rng.uniform(hash));
        s.flow.databases.count(s.totals, query, region, micros);
    }

    /// A job sent `count` requests to a service; of those that fail it hears later.
    void requested(Totals totals, int instance, int count) {
        calls[instance] += count;
        totals.add(Total.Job.CALLS, instance, count);
    }

    /// One of those failed.
    void failed(Totals totals, int instance) {
        failed[instance]++;
        totals.add(Total.Job.FAILED_CALLS, instance, 1);
    }

    private void sent(Totals totals, int instance, boolean isFailed) {
        requested(totals, instance, 1);
        if (isFailed) {
            failed(totals, instance);
        }
    }
}
