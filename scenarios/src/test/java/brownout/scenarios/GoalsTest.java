// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.syntax.FileError;
import brownout.scenarios.world.Impact;
import brownout.scenarios.world.Worlds;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.fault.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A beat may be a fault of the catalogue whose amount is what should become of the estate.
class GoalsTest {
    private static final Worlds WORLDS = new Worlds(EstateFile.builtin("larkspur"), List.of());
    private static final String GOOD = Catalogue.resource("payment-pool-cut-by-deploy.yaml");

    /// The built-in file with another last beat: 1.18.0 of payment-api fails, `errors` says how often.
    private static String failing(String errors) {
        int from = GOOD.indexOf("    actor: ci-bot\n    effect: deploy\n    service: payment-api");
        int to = GOOD.indexOf("\nmessages:");
        assertTrue(from > 0 && to > from);
        var rest = GOOD.substring(to).replace("DB_POOL_SIZE=20", "DB_POOL_SIZE=21");
        return GOOD.substring(0, from)
                + """
                    fault: bad-release
                    service: payment-api
                    version: 1.18.0
                    operation: pay
                    error_type: NullPointerException
                    message: account is null
                    errors: %s
                """
                        .formatted(errors)
                + rest.replace("payments-db --size 20", "payments-db --size 21");
    }

    private static Scenario read(String text) {
        return WORLDS.settings().read("goals.yaml", text);
    }

    @Test
    void theGoalIsReached() {
        var text = failing("{error: {of: frontend/checkout, ratio: 30%}}");
        var scenario = read(text);
        assertEquals(scenario.script(), read(text).script());
        long seed = 3;
        int fault = scenario.faultTick(seed);
        var impact =
                Impact.measure(
                        WORLDS.base(scenario, seed).timeline(),
                        scenario.objective(),
                        fault + 180,
                        fault + 300);
        double ratio = impact.ratio(fault + 299, 120);
        assertEquals(0.3, ratio, 0.04, "--seed=" + seed);
    }

    @Test
    void whatBringsItAboutIsInTheChangeFeed() {
        var scenario = read(failing("10%"));
        var beat = scenario.beat("pool-cut").orElseThrow();
        assertEquals(2, beat.effects().size());
        assertTrue(beat.effect() instanceof Effect.Deploy);
        assertEquals("deploy/payment-api@" + scenario.faultTick(5), scenario.trigger(5).toString());
    }

    @Test
    void goalsOutOfReachAreLocated() {
        var text = failing("{burn: {slo: browse, factor: 14}}");
        var error = assertThrows(FileError.class, () -> read(text));
        int line = text.substring(0, text.indexOf("fault: bad-release")).split("\n", -1).length;
        assertEquals(line, error.line());
        assertTrue(error.what().contains("is out of reach"), error.what());
        var unknown = failing("{burn: {slo: brows, factor: 14}}");
        assertEquals(
                "no such objective: brows",
                assertThrows(FileError.class, () -> read(unknown)).what());
    }
}
