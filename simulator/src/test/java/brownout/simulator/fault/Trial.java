// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import brownout.query.alerting.RuleGroup;
import brownout.simulator.action.ActionError;
import brownout.simulator.action.Actions;
import brownout.simulator.alerting.RuleEvaluation;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import brownout.simulator.inject.Magnitude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One entry with one seed: the world with the fault and, forked from the same history under the same
/// seed, the one without.
final class Trial {
    static final Estate ESTATE = estate();

    private static final int BEGIN = -2820; // 13 minutes of history before it
    private static final int EARLIEST = BEGIN - 180; // the first herring
    private static final Past PAST = new Past(RuleStage.NONE);
    private static final Timeline CALM = calm();

    /// The past of the entries that are about alerts: rules take their time.
    private static final class Alerted {
        static final Past PAST = new Past(new RuleEvaluation(rules()));
    }

    /// A history, closed just before the first herring, so that forks there replay nothing, and its
    /// forks by seed in which nothing happens.
    private static final class Past {
        private final Timeline history;
        private final Map<Integer, Timeline> clean = new TreeMap<>();

        Past(RuleStage rules) {
            history = Timeline.history(ESTATE, rules, 42);
            history.advanceTo(EARLIEST - 1);
        }

        Timeline clean(int seed) {
            return clean.computeIfAbsent(seed, s -> history.fork(EARLIEST, s, List.of()));
        }
    }

    private final Entry entry;
    private final long seed;
    private final Timeline clean;
    private final Timeline faulted;
    private final List<String> problems = new ArrayList<>();

    Trial(Entry entry, List<Fault> faults, int seed) {
        this.entry = entry;
        this.seed = seed;
        var past = entry.alerts() ? Alerted.PAST : PAST;
        clean = past.clean(seed);
        var script = new ArrayList<Scheduled>();
        for (var herring : entry.herring()) {
            script.add(new Scheduled(BEGIN + herring.tick(), herring.effect(), herring.actor()));
        }
        script.addAll(Faults.effects(faults, ESTATE, BEGIN));
        faulted = past.history.fork(EARLIEST, seed, script);
    }

    /// Closed just before the fault begins.
    private static Timeline calm() {
        var calm = PAST.history.fork(EARLIEST, List.of());
        calm.advanceTo(BEGIN - 1);
        return calm;
    }

    private static Estate estate() {
        return EstateFile.read("catalogue.yaml", text("catalogue.yaml"));
    }

    private static List<RuleGroup> rules() {
        return RuleFile.read("catalogue-rules.yaml", text("catalogue-rules.yaml"));
    }

    private static String text(String name) {
        try {
            return Files.readString(
                    Path.of("src/test/resources/estate", name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The entry's faults with exact amounts.
    static List<Fault> solved(Entry entry) {
        return entry.faults().stream()
                .map(fault -> Magnitude.solve(CALM, BEGIN, fault).fault())
                .toList();
    }

    /// What does not hold, one line each.
    List<String> problems() {
        entry.checks().forEach(this::check);
        check(entry.suspicious());
        check(entry.refuted());
        isHealthy(entry.fix(), true);
        isHealthy(entry.decoy(), false);
        return problems;
    }

    private static int tick(int seconds) {
        return BEGIN + seconds - 1;
    }

    private void check(Entry.Check check) {
        int tick = tick(check.afterSeconds());
        faulted.advanceTo(tick);
        clean.advanceTo(tick);
        double with = Observer.value(check, faulted, tick);
        double without = Observer.value(check, clean, tick);
        boolean holds =
                check.isSame()
                        ? Math.abs(with - without)
                                <= check.slack() + 0.3 * Math.max(Math.abs(with), Math.abs(without))
                        : isIn(with, check.above(), check.below())
                                && isIn(without, check.aboveWithout(), check.belowWithout());
        if (!holds) {
            problems.add(
                    "%s:%d: seed %d: %s with the fault, %s without it: %s"
                            .formatted(
                                    entry.file(),
                                    check.line(),
                                    seed,
                                    with,
                                    without,
                                    check.query()));
        }
    }

    private static boolean isIn(double value, double above, double below) {
        return value > above && value < below;
    }

    /// Whether the remedy's health is as it should be.
    private void isHealthy(Entry.Remedy remedy, boolean wanted) {
        int now = tick(entry.watchSeconds());
        faulted.advanceTo(now);
        var effects = new ArrayList<Scheduled>();
        remedy.effects().forEach(e -> effects.add(new Scheduled(now + 1, e, "tester")));
        try {
            for (var line : remedy.lines()) {
                var effect = Actions.parse(line, faulted.inventory(now), ESTATE);
                Actions.preview(effect, faulted.inventory(now));
                effects.add(new Scheduled(now + 1, effect, "tester"));
            }
        } catch (ActionError error) {
            problems.add("%s:%d: %s".formatted(entry.file(), remedy.line(), error.text()));
            return;
        }
        var fork = faulted.fork(now + 1, effects);
        int end = now + remedy.bySeconds();
        fork.advanceTo(end);
        var healthy = remedy.healthy();
        double value = Observer.value(healthy, fork, end);
        if (isIn(value, healthy.above(), healthy.below()) != wanted) {
            problems.add(
                    "%s:%d: seed %d: after %s, %d s later: %s, which is %s: %s"
                            .formatted(
                                    entry.file(),
                                    remedy.line(),
                                    seed,
                                    remedy.lines().isEmpty() ? effects : remedy.lines(),
                                    remedy.bySeconds(),
                                    value,
                                    wanted ? "not healthy" : "healthy, but it is a decoy",
                                    healthy.query()));
        }
        if (wanted
                && isIn(Observer.value(healthy, faulted, now), healthy.above(), healthy.below())) {
            problems.add(
                    "%s:%d: seed %d: is healthy before the fix"
                            .formatted(entry.file(), remedy.line(), seed));
        }
    }
}
