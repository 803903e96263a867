// SPDX-License-Identifier: Apache-2.0
package brownout.web.runs;

import brownout.scenarios.Scenario;
import brownout.scenarios.Setting;
import brownout.scenarios.world.Worlds;
import brownout.simulator.engine.Timeline;
import brownout.simulator.fault.Scheduled;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Computes worlds on threads of its own, so that no request computes more than a few ticks. A history
/// has a thread to itself while it is made; runs share workers and take turns on them.
public final class Courses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courses.class);
    private static final long GRACE_SECONDS = 10;

    /// A worker closes so many ticks of one world before it looks at the next.
    private static final int SLICE_TICKS = 60;

    private final Worlds worlds;
    private final ExecutorService workers;
    private final ExecutorService judges;
    private final Map<History, CompletableFuture<Timeline>> histories = new ConcurrentHashMap<>();

    private record History(String setting, long seed, int seconds) {}

    public Courses(Worlds worlds) {
        this.worlds = worlds;
        this.workers = pool("world");
        this.judges = pool("judge");
    }

    private static ExecutorService pool(String name) {
        return Executors.newFixedThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                Thread.ofPlatform().name(name + "-", 0).daemon().factory());
    }

    Worlds worlds() {
        return worlds;
    }

    /// A history, computed once. One that failed is tried again by the next who wants it.
    public CompletableFuture<Timeline> history(Setting setting, long seed, int seconds) {
        var key = new History(setting.name(), seed, seconds);
        var made =
                histories.computeIfAbsent(
                        key,
                        _ ->
                                CompletableFuture.supplyAsync(
                                        () -> closed(worlds.history(setting, seed, seconds)),
                                        task ->
                                                Thread.ofPlatform()
                                                        .name("history")
                                                        .daemon()
                                                        .start(task)));
        if (made.isCompletedExceptionally()) {
            histories.remove(key, made);
        }
        return made;
    }

    /// Up to t0, so that all who fork it share that.
    private static Timeline closed(Timeline history) {
        history.advanceTo(-1);
        return history;
    }

    /// The world of a run with what people did, made when it is first asked for.
    Course of(Scenario scenario, long seed, int historySeconds, List<Scheduled> effects) {
        var setting = worlds.settings().of(scenario);
        return new Course(
                this,
                () ->
                        history(setting, scenario.historySeed(seed), historySeconds)
                                .thenApplyAsync(
                                        _ -> worlds.run(scenario, seed, historySeconds, effects),
                                        workers));
    }

    /// The world of `before` with one more effect.
    Course after(Course before, Scheduled effect) {
        return new Course(
                this, () -> before.started().thenApplyAsync(world -> world.with(effect), workers));
    }

    /// Closes the ticks of a timeline up to `tick`, in turns with others.
    CompletableFuture<Void> close(Timeline timeline, int tick) {
        var done = new CompletableFuture<Void>();
        submit(timeline, tick, done);
        return done;
    }

    private void submit(Timeline timeline, int tick, CompletableFuture<Void> done) {
        try {
            workers.execute(() -> slice(timeline, tick, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(e); // the server is shutting down
        }
    }

    private void slice(Timeline timeline, int tick, CompletableFuture<Void> done) {
        try {
            timeline.advanceTo(Math.min(tick, timeline.closedTick() + SLICE_TICKS));
            if (timeline.closedTick() >= tick) {
                done.complete(null);
            } else {
                submit(timeline, tick, done);
            }
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }

    /// Computes what a run amounts to, apart from its world.
    public <T> CompletableFuture<T> judge(Supplier<T> judgement) {
        return CompletableFuture.supplyAsync(judgement, judges);
    }

    /// Takes nothing new and waits a while for what is being computed. Nobody is interrupted: whoever
    /// writes to the log then would lose it.
    @Override
    public void close() {
        workers.shutdown();
        judges.shutdown();
        try {
            for (var pool : List.of(workers, judges)) {
                if (!pool.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    LOG.info("stopping although worlds are being computed");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
