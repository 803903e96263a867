// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.syntax.FileError;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.fault.Scheduled;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final Estate ESTATE = EstateFile.builtin("larkspur");
    private static final Catalogue CATALOGUE = Catalogue.builtIn(Settings.builtIn());
    private static final Scenario SCENARIO =
            CATALOGUE.scenario("saturday-at-the-till").orElseThrow();

    @Test
    void whatATraineeReadsBeforeARunHoldsNoAnswer() {
        for (var scenario : CATALOGUE.scenarios()) {
            var shown = scenario.drill().toString().toLowerCase(java.util.Locale.ROOT);
            assertFalse(shown.contains(scenario.id()), scenario.id());
            for (var component : scenario.key().components()) {
                assertFalse(shown.contains(component), component);
            }
            var mechanism = scenario.key().mechanism().title();
            assertFalse(shown.contains(mechanism.toLowerCase(java.util.Locale.ROOT)), mechanism);
        }
    }

    @Test
    void theSeedMovesTheScriptByNoMoreThanTheJitter() {
        assertEquals(SCENARIO.schedule(7), SCENARIO.schedule(7));
        assertTrue(
                LongStream.range(0, 50).map(SCENARIO::faultTick).distinct().count() > 10,
                "fault ticks hardly differ between seeds");
        for (long seed = 0; seed < 200; seed++) {
            for (var beat : SCENARIO.script()) {
                int moved = Math.abs(SCENARIO.tick(beat, seed) - beat.tick());
                assertTrue(moved <= beat.jitterSeconds(), beat.id() + " at seed " + seed);
            }
            assertEquals(
                    SCENARIO.script().stream().map(Beat::effect).toList(),
                    SCENARIO.schedule(seed).stream().map(Scheduled::effect).toList());
        }
    }

    @Test
    void theTriggerIsARowOfTheChangeFeed() {
        var trigger = SCENARIO.trigger(3);
        assertEquals("deploy/payment-api@" + SCENARIO.faultTick(3), trigger.toString());
        assertEquals(trigger, ChangeRef.parse(trigger.toString()).orElseThrow());
        assertEquals(ChangeRef.NONE, ChangeRef.parse("none").orElseThrow());
        assertTrue(trigger.isSame(new ChangeRef("release", trigger.target(), trigger.tick())));
        assertFalse(trigger.isSame(new ChangeRef("deploy", "frontend", trigger.tick())));
        assertFalse(trigger.isSame(new ChangeRef("deploy", trigger.target(), trigger.tick() + 1)));
        assertFalse(trigger.isSame(ChangeRef.NONE));
        assertTrue(ChangeRef.parse("deploy payment-api").isEmpty());
        assertTrue(ChangeRef.parse("deploy/payment-api@99999999999").isEmpty());
    }

    @Test
    void twoScenariosOfOneSlugAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new Catalogue(List.of(SCENARIO, SCENARIO)));
    }

    @Test
    void aScenarioPlaysInTheEstateThatItNames() {
        var settings = Settings.builtIn();
        var text = Catalogue.resource("payment-pool-cut-by-deploy.yaml");
        var whole =
                settings.read(
                        "w.yaml", text.replace("estate: larkspur\n", "estate: larkspur-whole\n"));
        assertEquals(3, settings.of(whole).estate().regions().size());
        assertEquals(2, settings.of(SCENARIO).estate().regions().size());
        var misspelt = text.replace("estate: larkspur\n", "estate: larkspur-hole\n");
        var error = assertThrows(FileError.class, () -> settings.read("w.yaml", misspelt));
        assertTrue(
                String.valueOf(error.getMessage()).contains("Did you mean \"larkspur-whole\"?"),
                error.getMessage());
    }

    @Test
    void theDigestIsThatOfTheFile() {
        var text = Catalogue.resource("payment-pool-cut-by-deploy.yaml");
        var other = ScenarioFile.read("other.yaml", text + "# more\n", ESTATE);
        assertNotEquals(SCENARIO.digest(), other.digest());
        assertEquals(64, other.digest().length());
    }
}
