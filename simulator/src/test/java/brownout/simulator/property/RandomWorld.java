// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import brownout.simulator.Worlds;
import brownout.simulator.action.ActionCatalogue;
import brownout.simulator.action.ActionError;
import brownout.simulator.action.Actions;
import brownout.simulator.alerting.RuleEvaluation;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.TickRecord;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.RuleFile;
import brownout.simulator.fault.CollectorEffect;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.EffectNames;
import brownout.simulator.fault.FaultNames;
import brownout.simulator.fault.Faults;
import brownout.simulator.fault.NodeEffect;
import brownout.simulator.fault.Scheduled;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import brownout.simulator.telemetry.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Named;

/// Ten minutes of a random estate to which random things happen: effects of every family, conditions,
/// faults of the catalogue, and lines that people type. Its text says how to repeat it. What takes
/// lines, spans or samples away, or moves the clocks that they are written by, is left out here and put
/// in by [#masked].
public final class RandomWorld {
    static final long T0 = 1_764_000_000;

    /// The first tick of the ten minutes, and the last.
    public static final int FIRST = -3600;

    public static final int END = -3001;
    private static final int FORK = -3560;

    /// The seed of the world that is not random: Larkspur with a bad release and a restart.
    private static final long LARKSPUR = 0;

    private static final List<Scheduled> LARKSPURS =
            List.of(
                    new Scheduled(FORK + 10, Worlds.BAD_DEPLOY, "deploy-bot"),
                    new Scheduled(FORK + 200, new Effect.Restart("payment-api", ""), "somebody"));

    private static final int SEEDS = Integer.getInteger("properties.seeds", 3);
    private static final Map<Long, RandomWorld> MADE = new TreeMap<>();

    final long seed;
    final Estate estate;

    /// What was scheduled before anybody acted.
    final List<Scheduled> script;

    /// The lines that were typed.
    final List<String> lines = new ArrayList<>();

    final Timeline timeline;

    private RandomWorld(long seed, int end) {
        this.seed = seed;
        var draw = new Draw(seed);
        estate = seed == LARKSPUR ? Worlds.LARKSPUR : RandomEstate.of(seed);
        var history =
                Timeline.history(estate, new RuleEvaluation(RuleFile.builtin("larkspur")), seed);
        history.advanceTo(FORK - 1);
        var pods = history.inventory(FORK - 1).pods();
        script = seed == LARKSPUR ? LARKSPURS : script(estate, pods, draw.part(1));
        timeline = acted(history.fork(FORK, seed, script), draw.part(2), end);
        timeline.advanceTo(end);
    }

    /// The first part of a world's course, up to `end`.
    static Timeline begun(long seed, int end) {
        return new RandomWorld(seed, end).timeline;
    }

    /// The worlds of the suite: Larkspur and `-Dproperties.seeds=N` random ones (3), or the one of
    /// `-Dproperties.seed=N`.
    public static Stream<Named<RandomWorld>> all() {
        var only = Long.getLong("properties.seed");
        var seeds = only == null ? LongStream.concat(LongStream.of(LARKSPUR), seeds()) : seeds();
        return seeds.mapToObj(seed -> Named.of("-Dproperties.seed=" + seed, of(seed)));
    }

    public static RandomWorld larkspur() {
        return of(LARKSPUR);
    }

    public static LongStream seeds() {
        var only = Long.getLong("properties.seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    static synchronized RandomWorld of(long seed) {
        return MADE.computeIfAbsent(seed, RandomWorld::again);
    }

    /// The same world computed anew, sharing nothing with the one that is kept.
    static RandomWorld again(long seed) {
        return new RandomWorld(seed, END);
    }

    /// One of each family of effects, two conditions and a fault, at any time in the ten minutes.
    private static List<Scheduled> script(Estate estate, List<String> pods, Draw draw) {
        var records = new RandomRecords(estate, pods, draw);
        var script = new ArrayList<Scheduled>();
        var kinds = new ArrayList<EffectNames.Named>();
        var families = new TreeMap<String, List<EffectNames.Named>>();
        for (var kind : EffectNames.TABLE) {
            if (!takesAway(kind)) {
                var family = String.valueOf(kind.type().getEnclosingClass());
                families.computeIfAbsent(family, _ -> new ArrayList<>()).add(kind);
            }
        }
        families.values().forEach(family -> kinds.add(draw.of(family)));
        kinds.add(EffectNames.named("hold").orElseThrow());
        kinds.add(EffectNames.named("hold").orElseThrow());
        for (var kind : kinds) {
            int tick = tick(draw);
            records.effect(kind).ifPresent(e -> script.add(new Scheduled(tick, e, "somebody")));
        }
        int tick = tick(draw);
        records.fault(draw.of(FaultNames.TABLE))
                .ifPresent(fault -> {
                    for (var scheduled : Faults.effects(fault, estate, tick)) {
                        if (!takesAway(scheduled.effect())) {
                            script.add(scheduled);
                        }
                    }
                });
        return List.copyOf(script);
    }

    private static int tick(Draw draw) {
        return draw.between(FORK, END - 60);
    }

    private static boolean takesAway(EffectNames.Named kind) {
        return kind.type() == CollectorEffect.TraceSampling.class
                || kind.type() == CollectorEffect.StopAgent.class
                || kind.type() == CollectorEffect.Retention.class
                || kind.type() == NodeEffect.Skew.class;
    }

    private static boolean takesAway(Effect effect) {
        return takesAway(EffectNames.named(EffectNames.of(effect)).orElseThrow());
    }

    /// Three lines typed into the console, one after another, each at what is there by then.
    private Timeline acted(Timeline before, Draw draw, int end) {
        var course = before;
        int tick = FORK + 100;
        for (int n = 0; n < 3; n++) {
            tick += draw.between(20, 130);
            if (tick > end) {
                return course;
            }
            course.advanceTo(tick - 1);
            var effect = action(course, tick - 1, draw);
            course = course.fork(tick, List.of(new Scheduled(tick, effect, "trainee")));
        }
        return course;
    }

    /// The effect of a line that makes sense at `tick`.
    Effect action(Timeline course, int tick, Draw draw) {
        var inventory = course.inventory(tick);
        var records = new RandomLines(estate, inventory, draw);
        while (true) {
            var line = records.line(draw.of(ActionCatalogue.ACTIONS));
            try {
                var effect = Actions.parse(line, inventory, estate);
                if (!takesAway(effect)) {
                    lines.add(tick + ": " + line);
                    return effect;
                }
            } catch (ActionError _) {
                // says why it makes no sense here; another one will
            }
        }
    }

    /// This world with collectors that lose lines, spans and samples on the way.
    Timeline masked() {
        var draw = new Draw(seed).part(3);
        var records = new RandomRecords(estate, List.of(), draw);
        var effects = new ArrayList<Scheduled>();
        for (var name :
                List.of(
                        "trace-sampling",
                        "stop-agent",
                        "stop-agent",
                        "target-down",
                        "retention",
                        "node-skew")) {
            var kind = EffectNames.named(name).orElseThrow();
            int tick = draw.between(END - 400, END - 100);
            records.effect(kind).ifPresent(e -> effects.add(new Scheduled(tick, e, "")));
        }
        var masked = timeline.fork(END - 400, effects);
        masked.advanceTo(END);
        return masked;
    }

    public Timeline timeline() {
        return timeline;
    }

    /// The estate of a seed's world.
    public static Estate estate(long seed) {
        return RandomEstate.of(seed);
    }

    /// A history of that estate in which up to three conditions hold at a time and nothing else happens,
    /// to be closed tick by tick.
    public static Timeline conditioned(long seed) {
        var estate = estate(seed);
        var history = Timeline.history(estate, RuleStage.NONE, seed);
        var records = new RandomRecords(estate, List.of(), new Draw(seed).part(4));
        var holds = new ArrayList<Scheduled>();
        for (int tick = FIRST + 120; tick < END - 100; tick += 100) {
            var hold = records.effect(EffectNames.named("hold").orElseThrow()).orElseThrow();
            holds.add(new Scheduled(tick, hold, ""));
        }
        return history.fork(FORK, holds);
    }

    /// Everything that is seen of it at the close of `nowTick`.
    Telemetry at(int nowTick) {
        return at(timeline, nowTick);
    }

    Telemetry at(Timeline course, int nowTick) {
        return new Telemetry(course, new Visibility(nowTick), T0, new RunKey(seed, 5));
    }

    /// That a property was tried on enough to say something. A world in which hardly anybody is answered,
    /// as where the only entry is lost, says nothing and is passed over.
    void assertEnough(long seen, long enough, String what) {
        if (seen <= enough) {
            Assumptions.assumeTrue(isLively(), "hardly anybody is answered in this world");
            Assertions.fail("only " + seen + " " + what + this);
        }
    }

    /// Whether hundreds of requests are answered in every minute.
    private boolean isLively() {
        for (int minute = FIRST; minute < END; minute += 60) {
            long answered = 0;
            for (int tick = minute; tick < minute + 60; tick++) {
                var of = timeline.snapshot().tick(tick).lines();
                for (int i = TickRecord.INFO; i < of.length; i += TickRecord.LEVELS) {
                    answered += of[i];
                }
            }
            if (answered < 500) {
                return false;
            }
        }
        return true;
    }

    /// Choices of a test's own, for its windows and queries.
    Draw draw(long number) {
        return new Draw(seed).part(1000 + number);
    }

    /// How to repeat it, and what happens in it.
    @Override
    public String toString() {
        var text = new StringBuilder("-Dproperties.seed=").append(seed).append(' ');
        script.forEach(s -> text.append("\n  ").append(s.tick()).append(' ').append(s.effect()));
        lines.forEach(line -> text.append("\n  ").append(line));
        return text.append('\n').toString();
    }
}
