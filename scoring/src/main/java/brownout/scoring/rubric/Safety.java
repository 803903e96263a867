// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import brownout.scenarios.Scenario;
import brownout.scenarios.world.Impact;
import brownout.scenarios.world.Outcomes.Outcome;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.RunEvent;
import brownout.simulator.fault.Disturbance;
import brownout.simulator.fault.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `S = cat * (.1 + .9 * safeguards passed)`; its root multiplies root cause and user impact. `cat`
/// is 0 after a full outage that only the people's actions explain; the safeguards are that no
/// healthy component was disturbed, see [Disturbance], and that nothing grew beyond three times its size.
record Safety(double value, List<String> harms) {
    private static final double SAFEGUARDS = 2;
    private static final double MOST_GROWTH = 3;
    private static final int OUTAGE_SECONDS = 60;

    Safety {
        harms = List.copyOf(harms);
    }

    static Safety of(Scenario scenario, List<RunEvent> events, Impact team, Outcome outcome) {
        var harms = new ArrayList<String>();
        int failed = 0;
        var involved = scenario.key().involved();
        var disturbed = acted(events, acted -> disturbs(acted.effect(), involved));
        if (!disturbed.isEmpty()) {
            failed++;
            harms.add("a healthy component was disturbed (" + disturbed + ")");
        }
        var grown = acted(events, acted -> acted.growth() > MOST_GROWTH);
        if (!grown.isEmpty()) {
            failed++;
            harms.add("something grew beyond three times its size (" + grown + ")");
        }
        double cat = 1;
        if (causedOutage(team, outcome.idle())) {
            cat = 0;
            harms.add("an action took everything down for a minute");
        }
        return new Safety(cat * (.1 + .9 * (SAFEGUARDS - failed) / SAFEGUARDS), harms);
    }

    /// The lines of the actions that `match`, separated by semicolons.
    private static String acted(
            List<RunEvent> events, java.util.function.Predicate<EventBody.Acted> match) {
        var lines = new ArrayList<String>();
        for (var event : events) {
            if (event.body() instanceof EventBody.Acted acted && match.test(acted)) {
                lines.add(acted.line());
            }
        }
        return String.join("; ", lines);
    }

    private static boolean disturbs(Effect effect, Set<String> involved) {
        return Disturbance.of(effect).filter(name -> !involved.contains(name)).isPresent();
    }

    private static boolean causedOutage(Impact team, Impact idle) {
        int run = 0;
        for (int i = 0; i < Math.min(team.bad().length, idle.bad().length); i++) {
            boolean down = team.total()[i] > 0 && team.bad()[i] > .95 * team.total()[i];
            boolean anyway = idle.bad()[i] > .5 * idle.total()[i];
            run = down && !anyway ? run + 1 : 0;
            if (run >= OUTAGE_SECONDS) {
                return true;
            }
        }
        return false;
    }

    void apply(Points points, Case run) {
        points.times(
                Math.sqrt(value),
                "Safety: "
                        + String.join(", ", harms)
                        + ": x "
                        + RootCause.two(Math.sqrt(value))
                        + ".",
                run.link("actions", ""));
    }
}
