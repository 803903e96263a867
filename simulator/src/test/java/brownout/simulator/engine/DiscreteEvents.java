// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.model.Latency;
import java.util.ArrayDeque;
import java.util.PriorityQueue;

/// One station simulated event by event: what the fluid model is measured against. Calls arrive at
/// random, wait for one of `servers` in the order of arrival, and are done even where the caller has
/// stopped waiting; a caller that gets no answer in time, or is turned away, tries again.
final class DiscreteEvents {
    record Setup(
            double arrivalsPerSecond,
            int servers,
            double serviceSeconds,
            double sigma,
            int room,
            double timeoutSeconds,
            int retries,
            double backoffSeconds) {}

    /// When the servers work how fast: at `slowFactor` in `[from, to)` seconds, else at 1.
    record Trigger(double from, double to, double slowFactor) {
        double factor(double at) {
            return at >= from && at < to ? slowFactor : 1;
        }
    }

    private enum Kind {
        ARRIVAL,
        DONE,
        GIVE_UP,
        AGAIN
    }

    private record Event(double at, long order, Kind kind, Attempt attempt) {}

    private static final class Attempt {
        final int number;
        boolean settled; // answered in time, or given up

        Attempt(int number) {
            this.number = number;
        }
    }

    private final Setup setup;
    private final Trigger trigger;
    private final Latency service;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>((a, b) ->
                    a.at != b.at ? Double.compare(a.at, b.at) : Long.compare(a.order, b.order));
    private final ArrayDeque<Attempt> waiting = new ArrayDeque<>();
    private final int[] good;
    private final int[] attempts;
    private long draws;
    private int busy;

    DiscreteEvents(Setup setup, Trigger trigger, int seconds, long seed) {
        this.setup = setup;
        this.trigger = trigger;
        service = Latency.of(setup.sigma());
        good = new int[seconds];
        attempts = new int[seconds];
        draws = seed;
        schedule(exponential(), Kind.ARRIVAL, new Attempt(0));
        while (!events.isEmpty() && events.peek().at < seconds) {
            var event = events.remove();
            switch (event.kind) {
                case ARRIVAL -> {
                    schedule(event.at + exponential(), Kind.ARRIVAL, new Attempt(0));
                    attempt(event.at, new Attempt(0));
                }
                case DONE -> done(event.at, event.attempt);
                case GIVE_UP -> failed(event.at, event.attempt);
                case AGAIN -> attempt(event.at, event.attempt);
            }
        }
    }

    private double uniform() {
        return Rng.uniform(Rng.mix(draws++ * 0x9e3779b97f4a7c15L));
    }

    private double exponential() {
        return -StrictMath.log(uniform()) / setup.arrivalsPerSecond();
    }

    private void schedule(double at, Kind kind, Attempt attempt) {
        events.add(new Event(at, draws++, kind, attempt));
    }

    private void attempt(double at, Attempt attempt) {
        attempts[(int) at]++;
        if (busy == setup.servers() && waiting.size() >= setup.room()) {
            failed(at, attempt);
            return;
        }
        schedule(at + setup.timeoutSeconds(), Kind.GIVE_UP, attempt);
        if (busy < setup.servers()) {
            serve(at, attempt);
        } else {
            waiting.add(attempt);
        }
    }

    private void serve(double at, Attempt attempt) {
        busy++;
        double seconds = service.at(setup.serviceSeconds(), uniform()) * trigger.factor(at);
        schedule(at + seconds, Kind.DONE, attempt);
    }

    private void done(double at, Attempt attempt) {
        busy--;
        if (!attempt.settled) {
            attempt.settled = true;
            good[(int) at]++;
        }
        if (!waiting.isEmpty()) {
            serve(at, waiting.remove());
        }
    }

    private void failed(double at, Attempt attempt) {
        if (attempt.settled) {
            return;
        }
        attempt.settled = true;
        if (attempt.number < setup.retries()) {
            double pause =
                    setup.backoffSeconds() * (1 << attempt.number) * (0.75 + 0.5 * uniform());
            schedule(at + pause, Kind.AGAIN, new Attempt(attempt.number + 1));
        }
    }

    /// Calls that succeeded, per second of `[from, to)`.
    double goodput(int from, int to) {
        return mean(good, from, to);
    }

    double attempts(int from, int to) {
        return mean(attempts, from, to);
    }

    private static double mean(int[] counts, int from, int to) {
        double sum = 0;
        for (int second = from; second < to; second++) {
            sum += counts[second];
        }
        return sum / (to - from);
    }
}
