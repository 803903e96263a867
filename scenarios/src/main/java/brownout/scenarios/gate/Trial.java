// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.query.alerting.Alert;
import brownout.scenarios.Beat;
import brownout.scenarios.Mechanism;
import brownout.scenarios.Objective;
import brownout.scenarios.Scenario;
import brownout.scenarios.world.Impact;
import brownout.scenarios.world.RunWorld;
import brownout.scenarios.world.Worlds;
import brownout.simulator.action.Actions;
import brownout.simulator.engine.Timeline;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// One scenario and seed under test. People start at the end of t0's minute; they act a minute after
/// they are told, and what they did is judged five minutes later.
///
/// The incident is a fork, at the fault, of the same script without it; what people do are forks of the
/// incident at the instant they act. None of them runs a second twice.
final class Trial {
    /// The latest start after t0.
    static final int START_TICK = 59;

    private static final int ACT_AFTER_SECONDS = 60;
    private static final int JUDGED_AFTER_SECONDS = 300;
    private static final int LOOK_SECONDS = 60;
    private static final String ACTOR = "gate";

    final Scenario scenario;
    final long seed;
    final Worlds worlds;

    /// The script without its fault beats.
    final RunWorld calm;

    /// The script, and nobody acts.
    final RunWorld idle;

    final int faultTick;

    /// The first alert that fires after the fault, or empty where none does during the drill.
    final Optional<Firing> alert;

    /// When somebody is told: the first alert, else the first message, else the end of the drill.
    final int toldTick;

    final int actTick;
    final int endTick;
    private final RunWorld acting; // the incident up to the instant at which people act
    private final Map<Effect, Impact> tried = new HashMap<>(); // lookup only

    /// An alert that began to fire at `tick`; `service` is empty where it names none.
    record Firing(int tick, String name, String service) {}

    Trial(Worlds worlds, Scenario scenario, long seed) {
        this.worlds = worlds;
        this.scenario = scenario;
        this.seed = seed;
        this.faultTick = scenario.faultTick(seed);
        var history = worlds.history(scenario, seed);
        int first = Math.min(scenario.firstChangeTick(seed), faultTick);
        history.advanceTo(first - 1);
        var before = history.fork(first, seed, beats(role -> role != Beat.Role.FAULT));
        idle = incident(before);
        calm = world(before).felt();
        alert = firstAlert(START_TICK + scenario.drill().minutes() * 60);
        toldTick = alert.map(Firing::tick).orElseGet(this::firstMessage);
        actTick = Math.max(START_TICK, toldTick) + ACT_AFTER_SECONDS;
        endTick = actTick + JUDGED_AFTER_SECONDS;
        idle.timeline().advanceTo(actTick - 1);
        acting = idle.felt();
    }

    /// Whether users are meant to be hurt.
    boolean hurts() {
        var mechanism = scenario.key().mechanism();
        return mechanism != Mechanism.NOTHING
                && (mechanism != Mechanism.TELEMETRY || !scenario.objective().isOfRequests());
    }

    /// The fault on nothing but the shared past: no other beat of the script happens.
    RunWorld alone() {
        var history = worlds.history(scenario, seed);
        history.advanceTo(faultTick - 1);
        return incident(world(history).felt().timeline());
    }

    /// `before` with the fault beats.
    private RunWorld incident(Timeline before) {
        var faults = beats(role -> role == Beat.Role.FAULT);
        before.advanceTo(faultTick - 1);
        return world(before.fork(faultTick, seed, faults));
    }

    private List<Scheduled> beats(Predicate<Beat.Role> wanted) {
        return scenario.script().stream()
                .filter(beat -> wanted.test(beat.role()))
                .flatMap(beat -> beat.at(scenario.tick(beat, seed)).stream())
                .toList();
    }

    private RunWorld world(Timeline timeline) {
        return new RunWorld(scenario, seed, timeline);
    }

    /// What users feel when `line` is the only thing done; lines with one effect are run once.
    ///
    /// @throws brownout.simulator.action.ActionError where the line makes no sense then
    Impact after(String line) {
        var inventory = acting.timeline().inventory(actTick - 1);
        return tried.computeIfAbsent(
                Actions.parse(line, inventory, worlds.estate(scenario)),
                effect -> impact(acting.with(new Scheduled(actTick, effect, ACTOR))));
    }

    /// What users feel when every service is restarted, and nothing else done.
    Impact afterRestarts() {
        var restarts =
                worlds.estate(scenario).serviceNames().stream()
                        .map(name -> new Scheduled(actTick, new Effect.Restart(name, ""), ACTOR))
                        .toList();
        return impact(world(acting.timeline().fork(actTick, restarts)));
    }

    Impact impact(RunWorld world) {
        return impact(world, faultTick);
    }

    /// From `fromTick` on.
    Impact impact(RunWorld world, int fromTick) {
        return Impact.measure(world.timeline(), scenario.objective(), fromTick, endTick);
    }

    private Optional<Firing> firstAlert(int limitTick) {
        for (int tick = faultTick; tick < limitTick; tick += LOOK_SECONDS) {
            int to = Math.min(tick + LOOK_SECONDS, limitTick);
            var first = firings(idle, tick, to).stream().findFirst();
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.empty();
    }

    /// Alerts that began to fire in `[fromTick, toTick)`.
    static List<Firing> firings(RunWorld world, int fromTick, int toTick) {
        return world.at(toTick - 1).alertTransitions(fromTick, toTick).stream()
                .filter(each -> each.alert().state() == Alert.State.FIRING)
                .map(each ->
                        new Firing(
                                each.tick(),
                                each.alert().labels().get("alertname"),
                                each.alert().labels().get("service")))
                .toList();
    }

    private int firstMessage() {
        return scenario.firstMessage(START_TICK)
                .orElse(START_TICK + scenario.drill().minutes() * 60);
    }

    /// The service in which trouble is first reported.
    String pagedService() {
        return alert.map(Firing::service)
                .filter(service -> !service.isEmpty())
                .orElseGet(this::firstService);
    }

    /// Where customers come in first, or "" where it is not about them.
    private String firstService() {
        return switch (scenario.objective().indicator()) {
            case Objective.Requests(var routes) -> routes.getFirst().service();
            case Objective.Watch _ -> "";
        };
    }

    boolean isTrueComponent(String text) {
        return scenario.key().components().stream().anyMatch(text::contains);
    }

    /// Whether a restart is one of the right answers.
    boolean acceptsRestart() {
        return scenario.accepted().stream().anyMatch(line -> line.startsWith("restart "));
    }
}
