// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import brownout.web.export.Signal;
import brownout.web.export.Window;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A run being pushed. Each signal has a thread that makes its requests and lanes that send them, so
/// that a receiver that is down holds up its own signal and no other. What is made is bounded by the
/// lanes' queues: behind a slow receiver the signal falls behind world time and catches up later.
public final class Push {
    /// World time pushed at once while the run keeps up, and while it catches up.
    private static final long LIVE_MILLIS = 5_000;

    private static final long MOST_MILLIS = 60_000;
    private static final long GRACE_SECONDS = 5;
    private static final long REPORT_SECONDS = 5;

    private final Plan plan;
    private final HttpClient http = Destination.client();
    private final List<Course> courses = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final long startNanos = System.nanoTime();

    public Push(Plan plan) {
        this.plan = plan;
        for (var signal : Signal.values()) {
            var receiver = plan.to().get(signal);
            if (receiver != null) {
                courses.add(new Course(signal, feeder(signal, receiver)));
            }
        }
    }

    private Feeder feeder(Signal signal, Receiver receiver) {
        return switch (signal) {
            case METRICS -> new RemoteWrite(Destination.remoteWrite(receiver, http));
            case LOGS -> new LokiPush(Destination.json(receiver, http));
            case TRACES -> new OtlpPush(Destination.json(receiver, http));
        };
    }

    /// How far one signal has come.
    private final class Course {
        final Feeder feeder;
        final Thread thread;
        volatile long position = plan.beginMillis();
        volatile boolean failed;

        Course(Signal signal, Feeder feeder) {
            this.feeder = feeder;
            this.thread = Thread.ofPlatform().name("push-" + signal.text()).unstarted(this::run);
        }

        private void run() {
            try {
                while (stopped.getCount() > 0 && position < plan.endMillis()) {
                    step();
                }
                feeder.to().finish();
            } catch (InterruptedException _) {
                feeder.to().abandon();
            } catch (RuntimeException | AssertionError bug) {
                failed = true;
                feeder.to().tally.problem("the run itself failed: " + bug);
                feeder.to().abandon();
                throw bug;
            }
        }

        private void step() throws InterruptedException {
            long due = Math.floorDiv(worldMillis(), 1000L) * 1000;
            long next = Math.min(due, position + MOST_MILLIS);
            if (next - position < LIVE_MILLIS && due < plan.endMillis()) {
                stopped.await(200, TimeUnit.MILLISECONDS);
                return;
            }
            feeder.feed(plan.run().at(next), new Window(position, next));
            position = next;
        }
    }

    private double wallSeconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private long worldMillis() {
        return plan.worldMillis(wallSeconds());
    }

    /// Pushes until the plan is done or [#stop] is called, saying every few seconds how far it is, and
    /// a summary at the end. True where every item was taken.
    public boolean run(PrintStream out) {
        courses.forEach(course -> course.thread.start());
        var report = new Report(out);
        try {
            while (!finished(REPORT_SECONDS)) {
                report.progress(worldMillis(), rows());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        report.summary(wallSeconds(), rows());
        http.shutdownNow();
        return courses.stream()
                .allMatch(course -> !course.failed && course.feeder.to().tally.isComplete());
    }

    /// Waits until all is sent, for so many seconds at most; once stopped, until what is on its way is
    /// sent or the grace is over.
    private boolean finished(long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (var course : courses) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            while (course.thread.isAlive() && left > 0 && stopped.getCount() > 0) {
                course.thread.join(Duration.ofMillis(Math.min(left, 100)));
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
        }
        if (stopped.getCount() == 0) {
            settle();
            return true;
        }
        return courses.stream().noneMatch(course -> course.thread.isAlive());
    }

    private void settle() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
        for (var course : courses) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            course.thread.join(Duration.ofMillis(Math.max(1, left)));
            if (course.thread.isAlive()) {
                course.thread.interrupt();
                course.thread.join();
            }
        }
    }

    /// Ends the run: what has been made is still sent, for a few seconds. May be called by any thread.
    public void stop() {
        stopped.countDown();
    }

    private List<Report.Row> rows() {
        return courses.stream()
                .map(course ->
                        new Report.Row(
                                course.feeder.items(),
                                course.feeder.to().toString(),
                                course.feeder.to().tally,
                                course.position))
                .toList();
    }
}
