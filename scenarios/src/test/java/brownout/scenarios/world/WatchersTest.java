// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.promql.PromQl;
import brownout.query.promql.Value;
import brownout.scenarios.Catalogue;
import brownout.scenarios.Mechanism;
import brownout.scenarios.Scenario;
import brownout.scenarios.Settings;
import brownout.scenarios.TestWorlds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Where what watches is at fault no request fails; what is counted instead, and whom Alertmanager tells.
class WatchersTest {
    private static final Settings SETTINGS = Settings.builtIn();
    private static final Worlds WORLDS = TestWorlds.BUILT_IN;
    private static final Catalogue CATALOGUE = Catalogue.builtIn(SETTINGS);
    private static final int ACT = 150;
    private static final int LATER = ACT + 150;
    private static final int ROLLED_OUT = ACT + 180;
    private static final int END = ACT + 240;

    /// What is counted is bad from the fault on and no second sooner, and not any more soon after the
    /// reference fix; but for the single requests that fail on any day, where it counts requests.
    @TestFactory
    Stream<DynamicTest> harmLiesBetweenTheFaultAndTheFix() {
        return CATALOGUE.scenarios().stream()
                .filter(scenario -> !scenario.objective().isOfRequests())
                .map(scenario -> DynamicTest.dynamicTest(scenario.id(), () -> checkHarm(scenario)));
    }

    private static void checkHarm(Scenario scenario) {
        var world = after(scenario, List.of(scenario.reference()));
        int fault = scenario.faultTick(1);
        var impact = Impact.measure(world.timeline(), scenario.objective(), fault - 300, END);
        double everyDay = scenario.key().mechanism() == Mechanism.TELEMETRY ? 0 : 1e-3;
        assertEquals(0, impact.ratio(fault - 1, 300), everyDay);
        assertTrue(impact.ratio(ACT, ACT - fault) > 10 * everyDay);
        assertEquals(0, impact.ratio(END - 1, END - ROLLED_OUT), everyDay);
        assertTrue(impact.requests(ROLLED_OUT, END) > 0);
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
