// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import brownout.scenarios.AnswerKey;
import brownout.scenarios.Edge;
import brownout.scenarios.Scenario;
import brownout.scoring.event.EventBody;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// How right a declaration is, part by part, each in `[0, 1]`; what practice shows at once.
/// `components` counts a true component named as 1 and one of its neighbours in its stead as 1/2;
/// `precision` is the share of the named components that stand for a true one, 0 where one is
/// neither named nor nearly; `start` is 1 within two minutes; `path` is the F1 of its edges.
public record Verdict(
        double components,
        double precision,
        double mechanism,
        double trigger,
        double start,
        double path) {
    private static final int START_TOLERANCE_SECONDS = 120;

    public static Verdict of(EventBody.Declared declared, Scenario scenario, long seed) {
        var key = scenario.key();
        int late = Math.abs(declared.startTick() - scenario.faultTick(seed));
        boolean nothing = key.components().isEmpty();
        return new Verdict(
                components(declared.components(), key),
                precision(declared.components(), key),
                declared.mechanism() == key.mechanism() ? 1 : 0,
                declared.trigger().isSame(scenario.trigger(seed)) ? 1 : 0,
                nothing || late <= START_TOLERANCE_SECONDS ? 1 : 0,
                f1(undirected(declared.path()), undirected(key.path())));
    }

    private static double components(List<String> named, AnswerKey key) {
        if (key.components().isEmpty()) {
            return named.isEmpty() ? 1 : 0;
        }
        long exact = key.components().stream().filter(named::contains).count();
        long near = Math.min(key.components().size() - exact, neighbours(named, key));
        return (exact + near * 0.5) / key.components().size();
    }

    private static double precision(List<String> named, AnswerKey key) {
        if (key.components().isEmpty()) {
            return named.isEmpty() ? 1 : 0;
        }
        long exact = key.components().stream().filter(named::contains).count();
        long missing = key.components().size() - exact;
        return neighbours(named, key) < missing
                ? 0
                : key.components().size() / (double) named.size();
    }

    private static long neighbours(List<String> named, AnswerKey key) {
        return named.stream()
                .filter(name -> key.neighbours().contains(name))
                .filter(name -> !key.components().contains(name))
                .count();
    }

    private static Set<Edge> undirected(List<Edge> edges) {
        return edges.stream().map(Edge::undirected).collect(Collectors.toSet());
    }

    /// Harmonic mean of precision and recall; 1 where both sets are empty.
    static <T> double f1(Set<T> named, Set<T> truth) {
        if (named.isEmpty() && truth.isEmpty()) {
            return 1;
        }
        var both = new HashSet<>(named);
        both.retainAll(truth);
        return 2.0 * both.size() / (named.size() + truth.size());
    }

    /// The right components, nothing else, and the right mechanism.
    public boolean correct() {
        return components == 1 && precision == 1 && mechanism == 1;
    }

    /// R without time and attempts, `[0, 1]`.
    public double value() {
        return precision * named();
    }

    /// R without precision, time and attempts.
    double named() {
        return .35 * components + .25 * mechanism + .10 * trigger + .10 * start + .20 * path;
    }

    /// The parts for people: where, what, trigger, start, path, each with its word.
    public List<Line> lines() {
        return List.of(
                new Line("where", word(components * precision)),
                new Line("what", word(mechanism)),
                new Line("trigger", word(trigger)),
                new Line("start", word(start)),
                new Line("path", word(path)));
    }

    private static String word(double share) {
        return share == 1 ? "right" : share == 0 ? "wrong" : "partly";
    }

    /// `result` is right, partly or wrong.
    public record Line(String part, String result) {}
}
