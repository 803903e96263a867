// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.promql.PromQl;
import brownout.query.promql.Value;
import brownout.scenarios.Catalogue;
import brownout.scenarios.Scenario;
import brownout.scenarios.Settings;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Where what watches is at fault no request fails, so that a number of its own says whether an action of
/// the file helped: two and a half minutes after it for what mends, and for what does not.
class WatchersTest {
    private static final Settings SETTINGS = Settings.builtIn();
    private static final Worlds WORLDS = new Worlds(SETTINGS, HistoryStore.COMPUTED);
    private static final Catalogue CATALOGUE = Catalogue.builtIn(SETTINGS);
    private static final int ACT = 150;
    private static final int LATER = ACT + 150;
    private static final String BLOCKS =
            "deriv(prometheus_tsdb_storage_blocks_bytes[1m]) / (120 * 1024 * 1024 / 86400)";

    @TestFactory
    Stream<DynamicTest> theDiskFillsAsPlannedAfterWhatMendsItAndNothingElse() {
        var scenario = CATALOGUE.scenario("room-for-a-day").orElseThrow();
        var mends = scenario.accepted().stream().map(line -> disk(scenario, line, true));
        return Stream.concat(
                mends, scenario.decoys().stream().map(line -> disk(scenario, line, false)));
    }

    private static DynamicTest disk(Scenario scenario, String line, boolean mends) {
        return DynamicTest.dynamicTest(
                line,
                () -> {
                    double pace = value(after(scenario, List.of(line)), BLOCKS);
                    assertEquals(mends, pace < 1.5, pace + " times as fast as planned");
                });
    }

    /// The file's own answer is a change of Alertmanager's configuration: nobody is paged any more, and
    /// the channel hears of everything. Then it is told once, and then there is nothing to tell.
    @Test
    void aChangeOfTheRoutingEndsThePages() {
        var scenario = CATALOGUE.scenario("a-loud-afternoon").orElseThrow();
        assertEquals(List.of(4.0, 4.0), told(scenario, List.of()));
        assertEquals(List.of(2.0, 4.0), told(scenario, List.of(scenario.reference())));
        var both = List.of(scenario.reference(), "alertmanager-join");
        assertEquals(List.of(2.0, 3.0), told(scenario, both));
        for (var decoy : scenario.decoys()) {
            assertTrue(told(scenario, List.of(decoy)).getFirst() >= 4, decoy);
        }
    }

    /// Pages and messages to the channel.
    private static List<Double> told(Scenario scenario, List<String> lines) {
        var world = after(scenario, lines);
        var all = "sum(alertmanager_notifications_total{integration=\"%s\"})";
        return List.of(
                value(world, all.formatted("pagerduty")), value(world, all.formatted("slack")));
    }

    private static RunWorld after(Scenario scenario, List<String> lines) {
        var world = WORLDS.base(scenario, 1);
        for (int i = 0; i < lines.size(); i++) {
            world = world.act(ACT + i, lines.get(i), "me");
        }
        return world;
    }

    private static double value(RunWorld world, String query) {
        var seen = world.at(LATER);
        var result =
                PromQl.instant(
                        seen.metrics(),
                        PromQl.parse(query),
                        RunWorld.millis(LATER),
                        PromQl.Options.DEFAULT);
        if (result.value() instanceof Value.Vector vector && vector.samples().size() == 1) {
            return vector.samples().getFirst().value();
        }
        throw new AssertionError(query + " gives " + result.value());
    }
}
