// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.action.ActionCatalogue;
import brownout.simulator.action.ActionError;
import brownout.simulator.action.Actions;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Sentence;
import brownout.simulator.fault.EffectNames;
import brownout.simulator.fault.FaultNames;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the properties are tried on is all that there is: the generators make estates that the reader
/// takes, and every effect, fault and action of the tables.
class GeneratorTest {
    private static final int ESTATES = 12;

    private static final List<Estate> SOME =
            IntStream.range(0, ESTATES).mapToObj(RandomEstate::of).toList();

    @Test
    void estatesDiffer() {
        var sizes = new TreeSet<Integer>();
        for (var estate : SOME) {
            sizes.add(estate.services().size() * 10 + estate.regions().size());
        }
        assertTrue(sizes.size() > ESTATES / 2, sizes.toString());
    }

    @Test
    void everythingIsSaidThatSentencesCanSay() {
        var missing = new TreeSet<>(List.of(Sentence.Placeholder.values()));
        for (var estate : SOME) {
            for (var service : estate.services()) {
                for (var operation : service.operations()) {
                    operation.says().forEach(s -> missing.removeIf(s::has));
                    operation.decline().says().forEach(s -> missing.removeIf(s::has));
                }
            }
        }
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void everyKindOfEffectIsMade() {
        var missing = new TreeSet<>(EffectNames.names());
        for (int i = 0; i < ESTATES; i++) {
            var records = new RandomRecords(SOME.get(i), List.of("web-1"), new Draw(i));
            for (var kind : EffectNames.TABLE) {
                records.effect(kind).ifPresent(_ -> missing.remove(kind.name()));
            }
        }
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void everyKindOfFaultIsMade() {
        var missing = new TreeSet<String>();
        FaultNames.TABLE.forEach(kind -> missing.add(kind.name()));
        for (int i = 0; i < ESTATES; i++) {
            var records = new RandomRecords(SOME.get(i), List.of("web-1"), new Draw(i));
            for (var kind : FaultNames.TABLE) {
                records.fault(kind).ifPresent(_ -> missing.remove(kind.name()));
            }
        }
        assertEquals(new TreeSet<>(), missing);
    }

    /// Lines of every action are understood as far as the estate goes: what is refused is a value that
    /// makes no sense there, never a word or an option.
    @Test
    void linesOfEveryActionAreWellFormed() {
        var understood = new TreeSet<String>();
        for (int i = 0; i < 3; i++) {
            var history = Timeline.history(SOME.get(i), RuleStage.NONE, i);
            var inventory = history.inventory(history.closedTick());
            var lines = new RandomLines(SOME.get(i), inventory, new Draw(i));
            for (var action : ActionCatalogue.ACTIONS) {
                for (int n = 0; n < 60; n++) {
                    try {
                        Actions.parse(lines.line(action), inventory, SOME.get(i));
                        understood.add(action.name());
                    } catch (ActionError error) {
                        assertTrue(!error.text().contains("unexpected"), error.text());
                    }
                }
            }
        }
        assertTrue(
                understood.size() > ActionCatalogue.ACTIONS.size() / 2,
                "only " + understood + " of " + ActionCatalogue.ACTIONS.size());
    }
}
