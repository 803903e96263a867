// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import brownout.scenarios.Edge;
import brownout.scenarios.Severity;
import brownout.scoring.event.RunState;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Severity (5 of 8: exact all, one level too high 4/5, one too low 2/5) and affected services (3 of
/// 8, by F1). Services named with the severity count; where none were, those of the last declared
/// path. Where nobody is affected, a severity without a service is right.
final class Triage {
    private static final double SEVERITY_SHARE = 5.0 / 8;

    private Triage() {}

    static void judge(Case run, Points points) {
        var key = run.scenario().key();
        var link = run.failing();
        var said = run.state().severity();
        double severity = said.map(level -> share(level, key.severity())).orElse(0.0);
        points.add(
                points.max() * SEVERITY_SHARE * severity,
                said.map(level -> "Severity " + level + ", it was " + key.severity() + ".")
                        .orElse("No severity was set; it was " + key.severity() + "."),
                link);
        var named = affected(run.state());
        boolean silent = named.isEmpty() && said.isEmpty();
        double affected = silent ? 0 : Verdict.f1(named, new TreeSet<>(key.affected()));
        points.add(
                points.max() * (1 - SEVERITY_SHARE) * affected,
                named.isEmpty()
                        ? "No affected service was named, there "
                                + (key.affected().isEmpty() ? "is none." : "are some.")
                        : "Affected: "
                                + String.join(", ", named)
                                + ", F1 "
                                + RootCause.two(affected)
                                + ".",
                link);
    }

    static double share(Severity said, Severity truth) {
        return switch (said.level() - truth.level()) {
            case 0 -> 1;
            case -1 -> .8;
            case 1 -> .4;
            default -> 0;
        };
    }

    private static Set<String> affected(RunState state) {
        var named = new TreeSet<>(state.affected());
        if (named.isEmpty() && !state.declarations().isEmpty()) {
            state.declarations().getLast().declared().path().stream()
                    .flatMap(Triage::ends)
                    .forEach(named::add);
        }
        return named;
    }

    private static Stream<String> ends(Edge edge) {
        return Stream.of(edge.from(), edge.to());
    }
}
