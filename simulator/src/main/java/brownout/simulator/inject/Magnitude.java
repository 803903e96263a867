// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.inject;

import brownout.simulator.condition.Course;
import brownout.simulator.engine.Timeline;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Fault;
import brownout.simulator.fault.Faults;
import brownout.simulator.fault.Goal;
import brownout.simulator.fault.Scheduled;
import java.util.List;

/// Finds how much of a fault it takes for its goal, by halving: each amount is tried on a fork of the
/// timeline, and what becomes of it is measured in the last minute of the trial. The same inputs give the
/// same amount on every machine.
public final class Magnitude {
    /// How many forks one search may take.
    public static final int MOST_FORKS = 14;

    private static final int SETTLE_SECONDS = 180; // a rolling update of four pods
    private static final int MEASURED_SECONDS = 60;
    private static final double CLOSE = 0.05; // of the goal

    private Magnitude() {}

    /// A fault whose amount is exact, what its goal came to on the last trial, and how many forks it took.
    public record Solved(Fault fault, double reached, int forks) {}

    /// `fault` with the exact amount that reaches its goal when it begins at the start of `tick`, to
    /// within 5 percent or as near as the bounds and the number of forks allow from above. A fault that
    /// is exact, or has no degrees, is returned as it is.
    ///
    /// @throws IllegalArgumentException where even the most of it is not enough
    public static Solved solve(Timeline timeline, int tick, Fault fault) {
        return solve(timeline, tick, fault, List.of());
    }

    /// As above in a world where `others` happen too.
    public static Solved solve(Timeline timeline, int tick, Fault fault, List<Scheduled> others) {
        var degree = fault.degree();
        if (degree.isEmpty() || degree.get().goal() instanceof Goal.Exactly) {
            return new Solved(fault, 0, 0);
        }
        return new Search(timeline, tick, degree.get(), others).run();
    }

    private static final class Search {
        private final Timeline timeline;
        private final int tick;
        private final Fault.Degree degree;
        private final List<Scheduled> others;
        private final double goal;
        private int forks;

        Search(Timeline timeline, int tick, Fault.Degree degree, List<Scheduled> others) {
            this.timeline = timeline;
            this.tick = tick;
            this.degree = degree;
            this.others = others;
            goal = Measured.wanted(degree.goal());
        }

        Solved run() {
            double low = degree.low();
            double high = degree.high();
            double best = high;
            double reached = tried(high);
            if (reached < goal * (1 - CLOSE)) {
                throw new IllegalArgumentException(
                        degree.goal()
                                + " is out of reach: "
                                + high
                                + " brings only "
                                + reached
                                + ". Lower the goal or choose a busier place");
            }
            while (forks < MOST_FORKS && Math.abs(reached - goal) > CLOSE * goal) {
                double middle = middle(low, high);
                double there = tried(middle);
                if (there >= goal) {
                    high = middle;
                } else {
                    low = middle;
                }
                if (there >= goal || Math.abs(there - goal) <= CLOSE * goal) {
                    best = middle;
                    reached = there;
                }
            }
            return new Solved(degree.with().apply(best), reached, forks);
        }

        /// Halves the ratio of bounds that are far apart, else their difference.
        private static double middle(double low, double high) {
            return low > 0 && high > 4 * low ? StrictMath.sqrt(low * high) : low + (high - low) / 2;
        }

        private double tried(double amount) {
            forks++;
            var effects = new java.util.ArrayList<>(others);
            var own = Faults.effects(degree.with().apply(amount), timeline.estate(), tick);
            effects.addAll(own);
            effects.removeIf(effect -> effect.tick() < tick);
            var fork = timeline.fork(tick, effects);
            int end = tick + SETTLE_SECONDS + longest(own) + MEASURED_SECONDS;
            fork.advanceTo(end);
            return Measured.of(degree.goal(), fork, end - MEASURED_SECONDS, end);
        }

        /// How long the effects take to be as bad as they get.
        private static int longest(List<Scheduled> effects) {
            int longest = 0;
            for (var scheduled : effects) {
                if (scheduled.effect() instanceof Effect.Hold(_, _, var course)) {
                    longest = Math.max(longest, seconds(course));
                }
            }
            return longest;
        }

        private static int seconds(Course course) {
            return switch (course) {
                case Course.Step _, Course.Periodic _, Course.Pulse _ -> 0;
                case Course.Ramp(var over) -> over;
                case Course.Late(var after, var over) -> after + over;
                case Course.Fading(var life) -> Math.min(600, 4 * life);
            };
        }
    }
}
