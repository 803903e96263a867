// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.scenarios.ChangeRef;
import brownout.scenarios.Mechanism;
import brownout.scenarios.Severity;
import brownout.scenarios.world.Impact;
import brownout.scoring.event.Phases;
import brownout.simulator.estate.Estate;
import brownout.simulator.telemetry.Change;
import brownout.simulator.telemetry.Telemetry;
import brownout.web.runs.Moment;
import brownout.web.runs.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A run, as its pages show it.
final class RunPage {
    private RunPage() {}

    /// `notice` is what the declare page says above its form, or empty.
    /// Throws [brownout.web.http.NotYet] while the world is being computed.
    static RunView of(Run run, String notice) {
        var now = run.now();
        var telemetry = now.telemetry();
        return view(run, now, notice, false, phases(now, telemetry), changes(now, telemetry));
    }

    /// The same while its world is being computed: what the log says, and nothing is known to have
    /// changed.
    static RunView before(Run run, String notice) {
        var now = run.now();
        var none = new Impact(0, new double[0], new double[0]);
        return view(
                run,
                now,
                notice,
                true,
                phases(now, Phases.of(now.state(), now.scenario(), none, List.of())),
                List.of());
    }

    private static RunView view(
            Run run,
            Moment now,
            String notice,
            boolean preparing,
            List<RunView.PhaseView> phases,
            List<RunView.ChangeRow> changes) {
        var estate = run.estate();
        var drill = now.scenario().drill();
        long limit = drill.minutes() * 60L;
        return new RunView(
                run.id(),
                drill.title(),
                drill.symptom(),
                estate.company() + ", " + String.join(" and ", estate.regionNames()),
                now.state().closed(),
                now.started().t0Seconds() * 1000,
                now.timeMillis(now.started().startTick()),
                now.timeMillis(),
                Text.time(now.timeMillis()),
                Text.clock(now.elapsedSeconds()),
                (int) limit,
                Text.clock(limit - now.elapsedSeconds()),
                now.state().severity().map(Severity::name).orElse(""),
                severities(),
                phases,
                front(estate),
                estate.serviceNames().stream().sorted().toList(),
                estate.suspectNames().stream().sorted().toList(),
                estate.regionNames(),
                mechanisms(),
                changes,
                pins(now),
                notice,
                preparing);
    }

    /// Where customers come in: the service of most requests.
    private static String front(Estate estate) {
        return estate.routes().isEmpty() ? "" : estate.routes().getFirst().service();
    }

    private static List<RunView.SeverityChoice> severities() {
        return Arrays.stream(Severity.values())
                .map(s -> new RunView.SeverityChoice(s.name(), s.impact(), s.responseTime()))
                .toList();
    }

    private static List<RunView.MechanismChoice> mechanisms() {
        return Arrays.stream(Mechanism.values())
                .map(m ->
                        new RunView.MechanismChoice(
                                m.name().toLowerCase(Locale.ROOT), m.title(), m.meaning()))
                .toList();
    }

    private static List<RunView.PhaseView> phases(Moment now, Telemetry telemetry) {
        int start = now.started().startTick();
        int fault = Math.min(now.scenario().faultTick(now.started().seed()), now.tick() + 1);
        var impact =
                Impact.measure(
                        now.world().timeline(), now.scenario().objective(), fault, now.tick() + 1);
        var alerts = telemetry.alertTransitions(start, now.tick() + 1);
        return phases(now, Phases.of(now.state(), now.scenario(), impact, alerts));
    }

    private static List<RunView.PhaseView> phases(Moment now, Phases all) {
        int start = now.started().startTick();
        var views = new ArrayList<RunView.PhaseView>();
        boolean next = true;
        for (var phase : all.phases()) {
            boolean done = phase.tick().isPresent();
            var time = done ? Text.clock(phase.tick().getAsInt() - start) : "";
            views.add(new RunView.PhaseView(phase.name(), done ? "done" : next ? "now" : "", time));
            next &= done;
        }
        return views;
    }

    private static List<RunView.ChangeRow> changes(Moment now, Telemetry telemetry) {
        return telemetry.changes().stream().map(change -> row(now, change)).toList();
    }

    private static RunView.ChangeRow row(Moment now, Change change) {
        return new RunView.ChangeRow(
                ChangeRef.of(change).toString(),
                Text.time(now.timeMillis(change.tick() - 1)),
                change.kind(),
                change.target(),
                change.summary(),
                change.actor(),
                change.detail());
    }

    private static List<RunView.PinRow> pins(Moment now) {
        return now.state().pins().stream()
                .map(pin ->
                        new RunView.PinRow(
                                pin.pinned().id(),
                                Icons.of(pin.pinned().signal()),
                                pin.pinned().title(),
                                pin.pinned().url(),
                                Text.time(now.timeMillis(pin.pinned().atTick()))))
                .toList();
    }
}
