// SPDX-License-Identifier: Apache-2.0
package brownout.scoring;

import brownout.scenarios.Catalogue;
import brownout.scenarios.ChangeRef;
import brownout.scenarios.Edge;
import brownout.scenarios.Mechanism;
import brownout.scenarios.Scenario;
import brownout.scenarios.Settings;
import brownout.scenarios.Severity;
import brownout.scenarios.Signal;
import brownout.scenarios.world.Impact;
import brownout.scenarios.world.Outcomes.Outcome;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.RunEvent;
import brownout.scoring.rubric.Scorecard;
import brownout.scoring.rubric.Scorer;
import brownout.simulator.engine.Timeline;
import brownout.simulator.fault.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A log under construction, and made-up measures to judge it by: the first alert fires at tick 100,
/// an idle run fails 20 requests a second from the fault on, the reference ends that at tick 260.
public final class Played {
    public static final Scenario SCENARIO =
            Catalogue.builtIn(Settings.builtIn()).scenario("saturday-at-the-till").orElseThrow();
    public static final long SEED = 7;
    public static final int ALERT_TICK = 100;
    public static final int ORACLE_TICK = 260;
    public static final int HORIZON = Scorer.horizonTick(SCENARIO, 0, 0);

    private final List<RunEvent> events = new ArrayList<>();

    public Played() {
        add(
                0,
                new EventBody.Started(
                        "saturday-at-the-till",
                        "s",
                        "e",
                        "r",
                        "1",
                        SEED,
                        1,
                        Timeline.HISTORY_SECONDS,
                        1_700_000_040,
                        0,
                        "00".repeat(16)));
    }

    public Played add(int tick, EventBody body) {
        int seq = events.size() + 1;
        events.add(
                new RunEvent(
                        "run", seq, tick, tick * 1000L, "ada", RunEvent.VERSION, "k" + seq, body));
        return this;
    }

    public List<RunEvent> events() {
        return List.copyOf(events);
    }

    public Played pin(int tick) {
        return add(
                tick,
                new EventBody.Pinned("p" + tick, "/r/x", "a line", Signal.LOG, 0, tick, tick, ""));
    }

    public Played act(int tick, String line, Effect effect, double growth) {
        return add(tick, new EventBody.Acted(line, effect, line, growth));
    }

    public Played severity(int tick, Severity severity) {
        return add(tick, new EventBody.SeveritySet(severity, SCENARIO.key().affected()));
    }

    public Played acknowledge(int tick) {
        return add(tick, new EventBody.Acknowledged("CheckoutErrorBudgetBurn", "f"));
    }

    public Played declare(int tick, EventBody.Declared declared) {
        return add(tick, declared);
    }

    /// The truth.
    public static EventBody.Declared right() {
        return declared(
                List.of("payment-api"),
                Mechanism.CONNECTION_POOL,
                SCENARIO.trigger(SEED),
                SCENARIO.faultTick(SEED),
                SCENARIO.key().path());
    }

    public static EventBody.Declared declared(
            List<String> components,
            Mechanism mechanism,
            ChangeRef trigger,
            int startTick,
            List<Edge> path) {
        return new EventBody.Declared(
                components, mechanism, trigger, startTick, path, List.of("p1"), "", 80);
    }

    /// 46 requests a second of which 20 fail from the fault until `endTick`.
    public static Impact harmUntil(int endTick) {
        int from = SCENARIO.faultTick(SEED);
        var bad = new double[HORIZON - from];
        var total = new double[bad.length];
        Arrays.fill(total, 46);
        Arrays.fill(bad, 0, Math.min(bad.length, endTick - from), 20);
        return new Impact(from, bad, total);
    }

    public static Outcome outcome() {
        return new Outcome(
                ALERT_TICK, true, ORACLE_TICK, harmUntil(HORIZON), harmUntil(ORACLE_TICK));
    }

    public Scorecard score(int mitigatedTick) {
        return Scorer.score(SCENARIO, events(), harmUntil(mitigatedTick), outcome());
    }
}
