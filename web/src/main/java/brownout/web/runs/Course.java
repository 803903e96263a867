// SPDX-License-Identifier: Apache-2.0
package brownout.web.runs;

import brownout.scenarios.world.RunWorld;
import brownout.simulator.fault.Scheduled;
import brownout.web.http.NotYet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The world of a run from one action to the next, made by workers when it is first asked for. What is
/// not there yet is a [NotYet]. Safe for use by several threads.
final class Course {
    /// Whoever asks closes so many ticks himself; more of them are for workers.
    private static final int NEAR_TICKS = 30;

    private final Courses courses;
    private @Nullable Supplier<CompletableFuture<RunWorld>> maker;
    private @Nullable CompletableFuture<RunWorld> made;
    private @Nullable CompletableFuture<Void> closing;

    Course(Courses courses, Supplier<CompletableFuture<RunWorld>> maker) {
        this.courses = courses;
        this.maker = maker;
    }

    /// The world, under way at the latest now. One that could not be made is tried again.
    synchronized CompletableFuture<RunWorld> started() {
        var known = made;
        if (known != null && known.isDone() && !known.isCompletedExceptionally()) {
            maker = null; // it holds what went before
            return known;
        }
        if (maker != null && (known == null || known.isCompletedExceptionally())) {
            known = maker.get();
            made = known;
        }
        if (known == null) {
            throw new IllegalStateException("a course without a maker");
        }
        return known;
    }

    Course with(Scheduled effect) {
        return courses.after(this, effect);
    }

    /// The world with all ticks up to `tick` closed. Throws [NotYet].
    RunWorld closed(int tick) {
        var world = made(started());
        var timeline = world.timeline();
        int missing = tick - timeline.closedTick();
        if (missing > NEAR_TICKS) {
            throw new NotYet(closing(world, tick));
        }
        if (missing > 0) {
            timeline.advanceTo(tick);
        }
        return world;
    }

    private static RunWorld made(CompletableFuture<RunWorld> world) {
        if (!world.isDone()) {
            throw new NotYet(world);
        }
        try {
            return world.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("a world could not be made", e.getCause());
        }
    }

    /// One job at a time: who needs a later tick than it closes asks again.
    private synchronized CompletableFuture<Void> closing(RunWorld world, int tick) {
        var known = closing;
        if (known == null || known.isDone()) {
            known = courses.close(world.timeline(), tick);
            closing = known;
        }
        return known;
    }
}
