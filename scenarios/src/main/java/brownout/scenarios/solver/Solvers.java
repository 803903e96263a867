// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Two rules that a drill for the practised must defeat. Neither knows anything but its observations.
public final class Solvers {
    /// A deviation from which a component is called anomalous.
    public static final double ANOMALOUS = 6;

    private static final double OWN_DISCOUNT = .5;
    private static final double SYMPTOM_DISCOUNT = .95;

    private Solvers() {}

    /// The naive ranking: every component by its wildest metric.
    public static Ranking naive(Observations seen) {
        var best = new TreeMap<String, Ranking.Suspect>();
        for (var signal : seen.signals()) {
            if (signal.source() == Signal.Source.METRICS && signal.role() != Signal.Role.SEEN) {
                keep(best, signal, signal.deviation(seen.window()));
            }
        }
        return new Ranking(List.copyOf(best.values()));
    }

    /// The graph walker: every component by its own shortage or its symptoms, each discounted by how
    /// anomalous the worst of what it calls is, for a component that waits for a sick one looks sick.
    public static Ranking walker(Observations seen) {
        var own = worst(seen, true);
        var symptoms = worst(seen, false);
        var names = new TreeSet<>(own.keySet());
        names.addAll(symptoms.keySet());
        var suspects = new ArrayList<Ranking.Suspect>();
        for (var name : names) {
            double below = 0;
            for (var callee : seen.dependencies().callees(name)) {
                double worst = Math.max(score(own, callee), score(symptoms, callee));
                below = Math.max(below, strength(worst));
            }
            double mine = height(score(own, name)) * (1 - OWN_DISCOUNT * below);
            double felt = height(score(symptoms, name)) * (1 - SYMPTOM_DISCOUNT * below);
            suspects.add(
                    new Ranking.Suspect(
                            name,
                            Math.max(mine, felt),
                            signal(mine >= felt ? own : symptoms, name)));
        }
        return new Ranking(suspects);
    }

    /// How many components are anomalous to the worse side by any source that is there.
    public static int anomalous(Observations seen) {
        var own = worst(seen, true);
        var symptoms = worst(seen, false);
        var names = new TreeSet<>(own.keySet());
        names.addAll(symptoms.keySet());
        return (int)
                names.stream()
                        .filter(name ->
                                Math.max(score(own, name), score(symptoms, name)) >= ANOMALOUS)
                        .count();
    }

    private static SortedMap<String, Ranking.Suspect> worst(Observations seen, boolean own) {
        var best = new TreeMap<String, Ranking.Suspect>();
        for (var signal : seen.signals()) {
            boolean wanted =
                    switch (signal.role()) {
                        case RESOURCE, CAPACITY -> own;
                        case SYMPTOM, SEEN -> !own;
                        case CONTEXT -> false;
                    };
            if (wanted) {
                keep(best, signal, signal.harm(seen.window()));
            }
        }
        return best;
    }

    private static void keep(SortedMap<String, Ranking.Suspect> best, Signal signal, double score) {
        best.merge(
                signal.component(),
                new Ranking.Suspect(signal.component(), score, signal.name()),
                (old, found) -> found.score() > old.score() ? found : old);
    }

    private static double score(SortedMap<String, Ranking.Suspect> best, String component) {
        var suspect = best.get(component);
        return suspect == null ? 0 : suspect.score();
    }

    private static String signal(SortedMap<String, Ranking.Suspect> best, String component) {
        var suspect = best.get(component);
        return suspect == null ? "" : suspect.signal();
    }

    /// From 0 to 1; a half where a component becomes anomalous.
    private static double strength(double deviation) {
        return deviation / (deviation + ANOMALOUS);
    }

    /// Deviations span orders of magnitude, so they are compared by their logarithm.
    private static double height(double deviation) {
        return StrictMath.log1p(deviation / ANOMALOUS);
    }
}
