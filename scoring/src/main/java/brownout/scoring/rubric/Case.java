// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import brownout.scenarios.Evidence;
import brownout.scenarios.Scenario;
import brownout.scenarios.Signal;
import brownout.scenarios.world.Impact;
import brownout.scenarios.world.Outcomes.Outcome;
import brownout.scoring.event.RunEvent;
import brownout.scoring.event.RunState;
import java.util.List;

/// Everything a criterion looks at.
record Case(
        Scenario scenario,
        long seed,
        int startTick,
        int endTick,
        RunState state,
        List<RunEvent> events,
        Impact team,
        Outcome outcome,
        Safety safety) {
    static Case of(Scenario scenario, List<RunEvent> events, Impact team, Outcome outcome) {
        var state = RunState.of(events, scenario);
        var started =
                state.started()
                        .orElseThrow(() -> new IllegalArgumentException("the run never started"));
        int last = events.isEmpty() ? 0 : events.getLast().tick();
        return new Case(
                scenario,
                started.seed(),
                started.startTick(),
                state.closedTick().orElse(last),
                state,
                events,
                team,
                outcome,
                Safety.of(scenario, events, team, outcome));
    }

    /// Seconds from when it could first be known to `tick`, 0 before.
    int after(int tick) {
        return Math.max(0, tick - outcome.detectableTick());
    }

    /// [#after] in words: "0:47 after the first alert".
    String afterWord(int tick) {
        return RootCause.clock(after(tick))
                + (outcome.byAlert() ? " after the first alert" : " after the first message");
    }

    /// A page of the run around what happened from five minutes before the fault to the end.
    Link link(String page, String query) {
        return new Link(page, query, scenario.faultTick(seed) - 300, endTick);
    }

    /// The first sign of this kind, opened on its page; the page alone where there is none.
    Link sign(Signal signal) {
        var query =
                scenario.evidence().stream()
                        .filter(evidence -> evidence.signal() == signal)
                        .map(Evidence::query)
                        .findFirst()
                        .orElse("");
        return link(page(signal), query);
    }

    static String page(Signal signal) {
        return switch (signal) {
            case METRIC -> "x/metrics";
            case LOG -> "x/logs";
            case TRACE -> "x/traces";
            case ALERT -> "alerts";
            case CHANGE -> "changes";
        };
    }

    /// PromQL for the objective's failed requests per second.
    Link failing() {
        return link("x/metrics", Failing.query(scenario.objective()));
    }
}
