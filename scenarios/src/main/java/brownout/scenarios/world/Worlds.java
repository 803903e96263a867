// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import brownout.query.alerting.RuleGroup;
import brownout.scenarios.Scenario;
import brownout.scenarios.Setting;
import brownout.scenarios.Settings;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Scheduled;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes the worlds of all settings. Histories are computed once and kept; the base world of a
/// (scenario, seed) is shared by all who hold it and kept for a while after. Every world can be made
/// again from its inputs. Safe for use by several threads.
public final class Worlds {
    private static final int KEPT_BASES = 16;

    private final Settings settings;
    private final HistoryStore store;
    private final Kept<HistoryKey, Timeline> histories = new Kept<>(Integer.MAX_VALUE);
    private final Kept<BaseKey, Timeline> recent = new Kept<>(KEPT_BASES);
    private final Map<BaseKey, WeakReference<Timeline>> held = new HashMap<>();

    private record HistoryKey(String estate, long historySeed, int seconds) {}

    /// What a base world is a function of, besides the settings.
    private record BaseKey(String scenarioDigest, long seed, int historySeconds) {}

    /// Worlds whose histories come from `store`.
    public Worlds(Settings settings, HistoryStore store) {
        this.settings = settings;
        this.store = store;
    }

    /// Worlds of the one estate that nothing pins; histories are computed as far as they are needed.
    public Worlds(Estate estate, List<RuleGroup> rules) {
        this(new Settings(List.of(new Setting(estate, rules, "", ""))), HistoryStore.COMPUTED);
    }

    public Settings settings() {
        return settings;
    }

    /// Where a scenario plays.
    public Estate estate(Scenario scenario) {
        return settings.of(scenario).estate();
    }

    /// The scenario-free past that runs of this setting, history seed and length have in common. It
    /// may be computed for a while; others who want the same one wait for that.
    public Timeline history(Setting setting, long historySeed, int seconds) {
        return histories.get(
                new HistoryKey(setting.name(), historySeed, seconds),
                _ -> store.history(setting, historySeed, seconds));
    }

    /// The past of a scenario and seed, as long as scenarios can count on.
    public Timeline history(Scenario scenario, long seed) {
        return history(scenario, seed, Timeline.HISTORY_SECONDS);
    }

    /// The past of a scenario and seed, `seconds` long.
    public Timeline history(Scenario scenario, long seed, int seconds) {
        return history(settings.of(scenario), scenario.historySeed(seed), seconds);
    }

    /// The world of a scenario and seed in which nobody acts, after the shortest history.
    public RunWorld base(Scenario scenario, long seed) {
        return base(scenario, seed, Timeline.HISTORY_SECONDS);
    }

    /// The world of a scenario and seed in which nobody acts, after a history of this length.
    public RunWorld base(Scenario scenario, long seed, int historySeconds) {
        var key = new BaseKey(scenario.digest(), seed, historySeconds);
        return new RunWorld(scenario, seed, recent.get(key, _ -> held(key, scenario)));
    }

    /// The base world with what people did, in order of tick.
    public RunWorld run(Scenario scenario, long seed, int historySeconds, List<Scheduled> effects) {
        var world = base(scenario, seed, historySeconds);
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
        var made = fork(scenario, key);
        synchronized (held) {
            held.put(key, new WeakReference<>(made));
        }
        return made;
    }

    private Timeline fork(Scenario scenario, BaseKey key) {
        long seed = key.seed();
        return history(scenario, seed, key.historySeconds())
                .fork(scenario.firstChangeTick(seed), seed, scenario.schedule(seed));
    }
}
