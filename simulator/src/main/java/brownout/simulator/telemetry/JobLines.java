// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.CronJobs;
import brownout.simulator.engine.Gauge.JobState;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.World;
import java.util.List;
import java.util.Objects;

/// What runs of jobs log as they begin and end, and what the cluster says of them.
final class JobLines {
    /// Streams of a job in a region: what its runs log, what they log when they fail, and the events.
    static final int STREAMS = 3;

    static final int INFO = 0;
    static final int ERROR = 1;
    static final int EVENTS = 2;

    private JobLines() {}

    static void lines(Snapshot snapshot, int tick, boolean[] wanted, List<Lines.Line> into) {
        var world = snapshot.world;
        for (int job = 0; job < world.jobs.all.size(); job++) {
            for (int region = 0; region < world.regions; region++) {
                int first = Streams.jobIndex(world, job, region, 0);
                if (wanted[first] || wanted[first + ERROR] || wanted[first + EVENTS]) {
                    lines(snapshot, job, region, tick, wanted, into);
                }
            }
        }
    }

    private static void lines(
            Snapshot snapshot,
            int job,
            int region,
            int tick,
            boolean[] wanted,
            List<Lines.Line> into) {
        var world = snapshot.world;
        var state = JobState.of(snapshot.tick(tick).frame(), job * world.regions + region);
        if (!state.isTurn()) {
            return;
        }
        var run = Objects.requireNonNull(world.jobs.last(job, region, tick));
        var name = world.jobs.runName(job, region, run.dueTick());
        var pod = world.jobs.podName(job, region, run.dueTick());
        boolean hasFailed = state == JobState.FAILS;
        boolean begins = state == JobState.BEGINS;
        int own = Streams.jobIndex(world, job, region, hasFailed ? ERROR : INFO);
        int events = Streams.jobIndex(world, job, region, EVENTS);
        if (wanted[own]) {
            into.add(line(own, tick, begins ? 700 : 100, pod, said(world, job, run, state)));
        }
        if (wanted[events] && begins) {
            into.add(line(events, tick, 20, name, "Created job " + name));
            into.add(line(events, tick, 90, name, "Created pod " + pod));
        } else if (wanted[events]) {
            var told = hasFailed ? "Job has reached the specified backoff limit" : "Job completed";
            into.add(line(events, tick, 400, name, told + ": " + name));
        }
    }

    private static String said(World world, int job, CronJobs.Run run, JobState state) {
        int seconds = run.endTick() - run.startTick();
        return switch (state) {
            case BEGINS -> "Run began, schedule " + world.jobs.all.get(job).schedule();
            case SUCCEEDS -> "Run finished after " + seconds + " s";
            case FAILS -> "Run failed after " + seconds + " s: too many calls went wrong";
            case IDLE, WORKS -> throw new IllegalArgumentException(state.name());
        };
    }

    private static Lines.Line line(
            int stream, int tick, int millis, String instance, String message) {
        long part = Rng.below(Rng.hash(stream, tick, millis), 50_000_000);
        long nanos = tick * 1_000_000_000L + millis * 1_000_000L + part;
        return new Lines.Line.Server(stream, nanos, instance, message);
    }
}
