// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import brownout.query.alerting.RuleGroup;
import brownout.simulator.engine.Timeline;
import java.util.ArrayList;
import java.util.List;

/// CPU of one core per simulated second: history without and with rules, and incident; and with it
/// the pre-roll, in a cold JVM and in a warm one.
final class SimulatorCost implements Measure {
    private static final double MILLIS_PER_SECOND_BUDGET = 1;

    @Override
    public String name() {
        return "simulator";
    }

    @Override
    public int heapMegabytes() {
        return 2048;
    }

    @Override
    public List<Figure> run(Settings settings) {
        var estates = new Estates(settings.estate());
        var figures = new ArrayList<Figure>();
        var cold = new Timeline[1];
        double first = Cost.cpuMillis(() -> cold[0] = estates.history(estates.rules()));
        figures.add(Figure.of("pre-roll of one hour with rules, cold JVM", first / 1000, "s CPU"));
        int rounds = settings.quick() ? 1 : 3;
        double bare = history(estates, List.of(), rounds);
        double ruled = history(estates, estates.rules(), rounds);
        figures.add(new Figure("pre-roll of one hour without rules", bare / 1000, "s CPU", 3));
        figures.add(Figure.of("pre-roll of one hour with rules", ruled / 1000, "s CPU"));
        figures.add(perSecond("a second of history without rules", bare / 3600));
        figures.add(perSecond("a second of history with rules", ruled / 3600));
        figures.add(
                perSecond(
                        "a second of incident without rules",
                        incident(estates, List.of(), rounds)));
        figures.add(
                perSecond(
                        "a second of incident with rules",
                        incident(estates, estates.rules(), rounds)));
        return figures;
    }

    private static Figure perSecond(String what, double millis) {
        return new Figure(what, millis, "ms CPU", MILLIS_PER_SECOND_BUDGET);
    }

    private static double history(Estates estates, List<RuleGroup> rules, int rounds) {
        var millis = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            millis[i] = Cost.cpuMillis(() -> estates.history(rules));
        }
        return Cost.median(millis);
    }

    private static double incident(Estates estates, List<RuleGroup> rules, int rounds) {
        var history = estates.history(rules);
        var millis = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            var world = estates.incident(history, Estates.SEED + i);
            world.advanceTo(estates.scenario.faultTick(Estates.SEED + i));
            int from = world.closedTick();
            double all = Cost.cpuMillis(() -> world.advanceTo(from + Estates.INCIDENT_SECONDS));
            millis[i] = all / Estates.INCIDENT_SECONDS;
        }
        return Cost.median(millis);
    }
}
