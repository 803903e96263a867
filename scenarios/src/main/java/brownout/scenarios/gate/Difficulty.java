// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.scenarios.Signal;
import brownout.scenarios.solver.Observations;
import brownout.scenarios.solver.Signal.Source;
import brownout.scenarios.solver.Solvers;
import brownout.scenarios.solver.Window;
import brownout.scenarios.world.Breach;
import brownout.scenarios.world.RunWorld;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// How hard a run is for those who cannot think. Ranks are 1-based places of the first true component, 0
/// where it does not look suspicious at all. Seconds count from the fault and are empty where it does
/// not happen.
///
/// `naiveRank` and `walkerRank` see metrics only; `allRank` is the walker with metrics, logs and traces;
/// `rankWithout` the same with one of them masked. `chance` is how often a random guess is right.
/// `hops` counts the calls from the paged service down to the root. `pointsSeconds` is when the first
/// sign shows that names a true component, by what it is read from.
public record Difficulty(
        int naiveRank,
        int walkerRank,
        int allRank,
        Map<Source, Integer> rankWithout,
        double chance,
        boolean restartRestores,
        OptionalInt hops,
        int anomalous,
        OptionalInt breachSeconds,
        OptionalInt toldSeconds,
        Map<Source, OptionalInt> pointsSeconds) {
    private static final int BEFORE_TOLD_SECONDS = 180;

    public Difficulty {
        rankWithout = Map.copyOf(rankWithout);
        pointsSeconds = Map.copyOf(pointsSeconds);
    }

    /// What the walker needs to see: it finds the root with everything, and not without this.
    public Set<Source> required() {
        var required = EnumSet.noneOf(Source.class);
        for (var source : Source.values()) {
            if (allRank == 1 && rankWithout.getOrDefault(source, 0) != 1) {
                required.add(source);
            }
        }
        return required;
    }

    /// When the first sign of any kind shows that names a true component.
    public OptionalInt firstPointSeconds() {
        return pointsSeconds.values().stream().flatMapToInt(OptionalInt::stream).min();
    }

    static Difficulty of(Trial trial) {
        var components = trial.scenario.key().components();
        var seen = observe(trial);
        var metrics = seen.only(EnumSet.of(Source.METRICS));
        var naive = Solvers.naive(seen);
        var rankWithout = new EnumMap<Source, Integer>(Source.class);
        var points = new EnumMap<Source, OptionalInt>(Source.class);
        for (var source : Source.values()) {
            var rest = seen.only(EnumSet.complementOf(EnumSet.of(source)));
            rankWithout.put(source, Solvers.walker(rest).rankOf(components));
            points.put(source, SignGate.pointsAfterSeconds(trial, signal(source)));
        }
        var breach = Breach.of(trial.impact(trial.idle), trial.scenario.objective());
        int told = trial.toldTick - trial.faultTick;
        return new Difficulty(
                naive.rankOf(components),
                Solvers.walker(metrics).rankOf(components),
                Solvers.walker(seen).rankOf(components),
                rankWithout,
                (double) components.size() / Math.max(1, naive.suspects().size()),
                trial.hurts() && !FixGate.isBroken(trial, trial.afterRestarts()),
                seen.dependencies().hops(trial.pagedService(), components),
                Solvers.anomalous(metrics),
                after(trial, breach.startTick()),
                trial.toldTick < trial.endTick ? OptionalInt.of(told) : OptionalInt.empty(),
                points);
    }

    private static OptionalInt after(Trial trial, OptionalInt tick) {
        return tick.isPresent()
                ? OptionalInt.of(tick.getAsInt() - trial.faultTick)
                : OptionalInt.empty();
    }

    private static Signal signal(Source source) {
        return switch (source) {
            case METRICS -> Signal.METRIC;
            case LOGS -> Signal.LOG;
            case TRACES -> Signal.TRACE;
        };
    }

    /// Five minutes around the page, never before the fault.
    private static Observations observe(Trial trial) {
        int from = Math.max(trial.faultTick, trial.toldTick - BEFORE_TOLD_SECONDS);
        var window = Window.of(RunWorld.millis(trial.faultTick), RunWorld.millis(from));
        var seen = trial.idle.at(RunWorld.tick(window.badToMillis()) - 1);
        return Observations.read(seen.metrics(), seen.logs(), seen.traces(), window);
    }
}
