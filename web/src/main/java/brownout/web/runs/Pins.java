// SPDX-License-Identifier: Apache-2.0
package brownout.web.runs;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Scenario;
import brownout.scenarios.Setting;
import brownout.scenarios.Settings;
import brownout.scoring.event.EventBody;
import brownout.simulator.engine.Timeline;
import brownout.web.http.Refusal;
import brownout.web.store.Journal;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a start event pins, so that the world of a run never changes under it: the version of the
/// engine, and the texts of scenario, estate and rules by their digests.
final class Pins {
    private Pins() {}

    /// The texts that a run in this setting needs, by their digests.
    static Map<String, Journal.Document> documents(Setting setting) {
        var documents = new LinkedHashMap<String, Journal.Document>();
        documents.put(setting.estateDigest(), new Journal.Document("estate", setting.estateText()));
        documents.put(setting.rulesDigest(), new Journal.Document("rules", setting.rulesText()));
        return documents;
    }

    /// The scenario that a run was started with. Throws [Refusal] 409 where this server's engine,
    /// scenario, estate or rules are others than the run's: its world could not be the same.
    static Scenario scenario(EventBody.Started started, Catalogue catalogue, Settings settings) {
        require(
                "engine version " + started.engineVersion(),
                Timeline.ENGINE_VERSION,
                started.engineVersion());
        var scenario =
                catalogue
                        .scenario(started.drill())
                        .filter(known -> known.digest().equals(started.scenarioDigest()))
                        .orElseThrow(() -> refusal("an earlier version of its drill"));
        var setting = settings.of(scenario);
        require("another estate file", setting.estateDigest(), started.estateDigest());
        require("other alert rules", setting.rulesDigest(), started.rulesDigest());
        return scenario;
    }

    private static void require(String what, String mine, String runs) {
        if (!mine.equals(runs)) {
            throw refusal(what);
        }
    }

    private static Refusal refusal(String what) {
        return new Refusal(409, "this run needs " + what + "; start the server that has it");
    }
}
