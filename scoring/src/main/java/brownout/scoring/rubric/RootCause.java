// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import brownout.scenarios.Par;
import brownout.scenarios.Signal;
import brownout.scoring.event.RunState.Declaration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// `R = P * (.35 C + .25 M + .10 T + .10 S + .20 F1(path))`, times the time factor, times .85 for
/// every wrong declaration before (floor .4), less what hints taken before cost, times the root of safety. The best declaration counts.
final class RootCause {
    private static final double WRONG_FACTOR = .85;
    private static final double WRONG_FLOOR = .4;

    private RootCause() {}

    static void judge(Case run, Points points) {
        var declarations = run.state().declarations();
        if (declarations.isEmpty()) {
            points.add(0, "No root cause was declared.", run.link("notebook", ""));
            return;
        }
        var best =
                declarations.stream()
                        .max(Comparator.comparingDouble(each -> value(run, each)))
                        .orElseThrow();
        explain(run, points, best);
    }

    private static void explain(Case run, Points points, Declaration best) {
        var verdict = verdict(run, best);
        var said = best.declared();
        double max = points.max();
        var named = said.components().isEmpty() ? "nothing" : String.join(", ", said.components());
        points.add(
                max * .35 * verdict.components(),
                "Where: " + named + word(verdict.components()),
                run.sign(Signal.METRIC));
        points.add(
                max * .25 * verdict.mechanism(),
                "What: " + said.mechanism().title() + word(verdict.mechanism()),
                run.sign(Signal.LOG));
        points.add(
                max * .10 * verdict.trigger(),
                "Trigger: " + said.trigger() + word(verdict.trigger()),
                run.link("changes", ""));
        points.add(
                max * .10 * verdict.start(),
                "Start: "
                        + offset(said.startTick() - run.scenario().faultTick(run.seed()))
                        + word(verdict.start()),
                run.link("changes", ""));
        points.add(
                max * .20 * verdict.path(),
                "Path: " + said.path().size() + " edges, F1 " + two(verdict.path()) + ".",
                run.sign(Signal.TRACE));
        points.times(
                verdict.precision(),
                "Precision: not every named component is to blame, or one is missing: x "
                        + two(verdict.precision())
                        + ".",
                run.sign(Signal.METRIC));
        int after = run.after(best.tick());
        double time = timeFactor(after, run.scenario().par());
        points.times(
                time,
                "Time: declared "
                        + run.afterWord(best.tick())
                        + ", par "
                        + clock(run.scenario().par().rootCauseSeconds())
                        + ": x "
                        + two(time)
                        + ".",
                run.link("alerts", ""));
        long wrong = wrongBefore(run.state().declarations(), best);
        points.times(
                attemptFactor(wrong),
                wrong + " wrong before this one: x " + two(attemptFactor(wrong)) + ".",
                run.link("notebook", ""));
        double left = hintFactor(run, best);
        long taken = Hints.taken(run.state(), best.tick());
        points.times(
                left,
                left == 0
                        ? "Declared after the worked example, which is the last hint: nothing is left."
                        : (taken == 1 ? "A hint was" : taken + " hints were")
                                + " taken before it: x "
                                + two(left)
                                + ".",
                run.link("hints", ""));
        run.safety().apply(points, run);
    }

    private static double hintFactor(Case run, Declaration declaration) {
        int rungs = run.scenario().hints().size();
        return Hints.factor(run.state(), declaration.tick(), rungs);
    }

    private static double value(Case run, Declaration declaration) {
        return verdict(run, declaration).value()
                * timeFactor(run.after(declaration.tick()), run.scenario().par())
                * attemptFactor(wrongBefore(run.state().declarations(), declaration))
                * hintFactor(run, declaration);
    }

    private static Verdict verdict(Case run, Declaration declaration) {
        return Verdict.of(declaration.declared(), run.scenario(), run.seed());
    }

    private static long wrongBefore(List<Declaration> declarations, Declaration declaration) {
        return declarations.stream()
                .filter(other -> other.number() < declaration.number() && !other.correct())
                .count();
    }

    /// `clamp(1 - .5 log2(1 + t/par) / log2(1 + cap/par), .5, 1)`; logarithmic because durations are
    /// right-skewed.
    static double timeFactor(int seconds, Par par) {
        double unit = par.rootCauseSeconds();
        double share =
                StrictMath.log(1 + Math.max(0, seconds) / unit)
                        / StrictMath.log(1 + par.capSeconds() / unit);
        return Math.clamp(1 - .5 * share, .5, 1);
    }

    static double attemptFactor(long wrongBefore) {
        return Math.max(WRONG_FLOOR, StrictMath.pow(WRONG_FACTOR, (double) wrongBefore));
    }

    private static String word(double share) {
        return share == 1 ? ", right." : share == 0 ? ", wrong." : ", partly right.";
    }

    private static String offset(int seconds) {
        return seconds == 0
                ? "to the second"
                : clock(Math.abs(seconds)) + (seconds < 0 ? " early" : " late");
    }

    static String clock(int seconds) {
        return seconds / 60 + ":" + String.format(Locale.ROOT, "%02d", seconds % 60);
    }

    static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
