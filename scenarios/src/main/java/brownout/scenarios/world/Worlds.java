// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import brownout.query.alerting.RuleGroup;
import brownout.scenarios.Scenario;
import brownout.simulator.alerting.RuleEvaluation;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Scheduled;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes the worlds of one estate. Histories are computed once and kept; the base world of a
/// (scenario, seed) is shared by all who hold it and kept for a while after. Every world can be made
/// again from its inputs. Safe for use by several threads.
public final class Worlds {
    private static final int KEPT_BASES = 16;

    private final Estate estate;
    private final List<RuleGroup> rules;
    private final Kept<Long, Timeline> histories = new Kept<>(Integer.MAX_VALUE);
    private final Kept<BaseKey, Timeline> recent = new Kept<>(KEPT_BASES);
    private final Map<BaseKey, WeakReference<Timeline>> held = new HashMap<>();

    /// What a base world is a function of, besides estate and rules.
    private record BaseKey(String scenarioDigest, long seed) {}

    public Worlds(Estate estate, List<RuleGroup> rules) {
        this.estate = estate;
        this.rules = List.copyOf(rules);
    }

    public Estate estate() {
        return estate;
    }

    public List<RuleGroup> rules() {
        return rules;
    }

    /// The scenario-free past that runs of this history seed have in common, closed up to t0.
    public Timeline history(long historySeed) {
        return histories.get(
                historySeed, seed -> Timeline.history(estate, new RuleEvaluation(rules), seed));
    }

    /// The world of a scenario and seed in which nobody acts.
    public RunWorld base(Scenario scenario, long seed) {
        var key = new BaseKey(scenario.digest(), seed);
        return new RunWorld(scenario, seed, recent.get(key, _ -> held(key, scenario)));
    }

    /// The base world with what people did, in order of tick.
    public RunWorld run(Scenario scenario, long seed, List<Scheduled> effects) {
        var world = base(scenario, seed);
        for (var effect : effects) {
            world = world.with(effect);
        }
        return world;
    }

    /// The timeline that somebody still holds, or a new one.
    private Timeline held(BaseKey key, Scenario scenario) {
        synchronized (held) {
            held.values().removeIf(reference -> reference.refersTo(null));
            var reference = held.get(key);
            var timeline = reference == null ? null : reference.get();
            if (timeline != null) {
                return timeline;
            }
        }
        var made = fork(scenario, key.seed());
        synchronized (held) {
            held.put(key, new WeakReference<>(made));
        }
        return made;
    }

    private Timeline fork(Scenario scenario, long seed) {
        return history(scenario.historySeed(seed))
                .fork(scenario.firstChangeTick(seed), seed, scenario.schedule(seed));
    }
}
