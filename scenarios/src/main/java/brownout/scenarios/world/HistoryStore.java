// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import brownout.scenarios.Setting;
import brownout.simulator.engine.Timeline;

/// Where histories come from. Equal arguments give equal timelines, however they are come by.
@FunctionalInterface
public interface HistoryStore {
    /// Computes what is asked of a history and keeps nothing.
    HistoryStore COMPUTED =
            (setting, historySeed, seconds) ->
                    Timeline.history(setting.estate(), setting.ruleStage(), historySeed, seconds);

    /// The scenario-free past of a setting, `seconds` long. Takes as long as computing it takes.
    Timeline history(Setting setting, long historySeed, int seconds);
}
