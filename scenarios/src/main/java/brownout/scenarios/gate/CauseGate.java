// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.scenarios.Beat;
import brownout.scenarios.ChangeRef;
import brownout.scenarios.Scenario;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// There is one root cause, and the answer key names it. Judged by worlds that did not happen: without
/// the fault nobody is hurt, so no other beat is to blame; with the fault alone users are hurt, so no
/// other beat is needed.
final class CauseGate {
    private CauseGate() {}

    static Finding calm(Trial trial) {
        int tick = HarmGate.breachTick(trial, trial.impact(trial.calm));
        return new Finding(
                Gate.CALM,
                tick == Integer.MAX_VALUE,
                tick == Integer.MAX_VALUE
                        ? "the rest of the script breaks nothing"
                        : "broken "
                                + (tick - trial.faultTick)
                                + " s after the instant of the fault, which did not happen");
    }

    static Finding alone(Trial trial) {
        var impact = trial.impact(trial.alone());
        return new Finding(
                Gate.ALONE,
                FixGate.isBroken(trial, impact),
                "%.2f %% failed in the last two minutes without the rest of the script"
                        .formatted(100 * impact.ratio(impact.toTick() - 1, 120)));
    }

    /// Beats aimed at something that is no component, such as all customers, name nothing.
    static Finding key(Trial trial) {
        var scenario = trial.scenario;
        var names = trial.worlds.estate(trial.scenario).suspectNames();
        var aimed = new TreeSet<String>();
        beats(scenario, Beat.Role.FAULT).stream()
                .flatMap(beat -> beat.effects().stream())
                .map(each -> each.effect().target())
                .filter(names::contains)
                .forEach(aimed::add);
        var components = new TreeSet<>(scenario.key().components());
        var unnamed = new TreeSet<>(aimed);
        unnamed.removeAll(components);
        var untouched = new TreeSet<>(components);
        untouched.removeAll(aimed);
        boolean known = aimed.isEmpty() || (unnamed.isEmpty() && untouched.isEmpty());
        var trigger = scenario.beat(scenario.key().trigger());
        boolean triggers = trigger.isEmpty() || trigger.get().role() == Beat.Role.FAULT;
        boolean told =
                trigger.isEmpty()
                        || trial.idle.at(trial.endTick - 1).changes().stream()
                                .map(ChangeRef::of)
                                .anyMatch(scenario.trigger(trial.seed)::isSame);
        return new Finding(
                Gate.KEY,
                known && triggers && told,
                known && triggers && told
                        ? components + " " + scenario.key().mechanism()
                        : problem(unnamed, untouched, triggers, told, scenario));
    }

    private static String problem(
            Set<String> unnamed,
            Set<String> untouched,
            boolean triggers,
            boolean told,
            Scenario scenario) {
        var text = new StringBuilder();
        unnamed.forEach(name -> text.append(name).append(" would be as right; "));
        untouched.forEach(
                name -> text.append("no fault beat is aimed at ").append(name).append("; "));
        if (!triggers) {
            text.append("the trigger ").append(scenario.key().trigger());
            text.append(" does not have the role fault; ");
        }
        if (!told) {
            text.append("the change feed does not tell the trigger ")
                    .append(scenario.key().trigger());
            text.append("; ");
        }
        text.setLength(text.length() - 2);
        return text.toString();
    }

    static Finding herringsNamed(Trial trial) {
        var scenario = trial.scenario;
        var missing =
                beats(scenario, Beat.Role.HERRING).stream()
                        .filter(beat -> !isNamed(scenario, beat.effect().target()))
                        .map(Beat::id)
                        .toList();
        return new Finding(
                Gate.NAMED,
                missing.isEmpty(),
                missing.isEmpty() ? "" : "no query for " + String.join(", ", missing));
    }

    private static boolean isNamed(Scenario scenario, String target) {
        return scenario.herrings().stream()
                .anyMatch(herring ->
                        herring.query().contains(target) || herring.name().contains(target));
    }

    private static List<Beat> beats(Scenario scenario, Beat.Role role) {
        return scenario.script().stream().filter(beat -> beat.role() == role).toList();
    }
}
