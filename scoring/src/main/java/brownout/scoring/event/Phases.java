// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

import brownout.query.alerting.Alert;
import brownout.query.alerting.AlertTransition;
import brownout.query.data.Labels;
import brownout.scenarios.Scenario;
import brownout.scenarios.world.Breach;
import brownout.scenarios.world.Impact;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// When each phase of an incident was reached, as far as it was: noticed (an alert
/// acknowledged, or a severity set), severity set, root cause declared (the last declaration; its verdict is not shown here), users no longer hurt, and no
/// alert firing any more. The last two are facts of the world.
public record Phases(List<Phase> phases) {
    public Phases {
        phases = List.copyOf(phases);
    }

    /// `name` is Detect, Triage, Diagnose, Mitigate or Recover.
    public record Phase(String name, OptionalInt tick) {}

    /// The phases up to now; `impact` covers the fault up to now, `alerts` are all transitions up to
    /// now, oldest first.
    public static Phases of(
            RunState state, Scenario scenario, Impact impact, List<AlertTransition> alerts) {
        var mitigated = Breach.of(impact, scenario.objective()).endTick();
        var declared =
                state.declarations().isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(state.declarations().getLast().tick());
        return new Phases(
                List.of(
                        new Phase("Detect", state.noticedTick()),
                        new Phase("Triage", state.severityTick()),
                        new Phase("Diagnose", declared),
                        new Phase("Mitigate", mitigated),
                        new Phase("Recover", recovered(mitigated, alerts))));
    }

    /// Where the last alert was resolved, or where users were no longer hurt if that is later; empty
    /// while one fires.
    private static OptionalInt recovered(OptionalInt mitigated, List<AlertTransition> alerts) {
        if (mitigated.isEmpty()) {
            return OptionalInt.empty();
        }
        Set<Labels> firing = new HashSet<>();
        int quietTick = mitigated.getAsInt();
        for (var transition : alerts) {
            var alert = transition.alert();
            if (alert.state() == Alert.State.FIRING) {
                firing.add(alert.labels());
            } else if (alert.state() == Alert.State.RESOLVED && firing.remove(alert.labels())) {
                quietTick = Math.max(quietTick, transition.tick());
            }
        }
        return firing.isEmpty() ? OptionalInt.of(quietTick) : OptionalInt.empty();
    }
}
