// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.runbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.alerting.AlertRule;
import brownout.query.logql.LogQl;
import brownout.query.promql.PromQl;
import brownout.query.traceql.TraceQl;
import brownout.scenarios.Catalogue;
import brownout.scenarios.Settings;
import brownout.simulator.action.Action;
import brownout.simulator.action.ActionCatalogue;
import brownout.simulator.action.ActionError;
import brownout.simulator.action.Actions;
import brownout.simulator.action.Inspections;
import brownout.simulator.engine.Inventory;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import brownout.simulator.fault.FaultNames;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every alert has its runbook, and what is written there can be run and typed.
class RunbooksTest {
    private static final Runbooks RUNBOOKS = Runbooks.load();
    private static final Pattern FENCE =
            Pattern.compile("```(\\w+)\\n(.*?)\\n?```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(alerts/(\\w+)\\)");
    private static final Pattern CAPITALS = Pattern.compile("(?:^|[ =])[A-Z]+(?:$|[ =])");

    /// What is refused only since all is well.
    private static final Pattern STATE =
            Pattern.compile("nothing to go back to|has no canary|is off already");

    private record Block(String page, String language, String text) {}

    private static Map<String, String> texts() {
        var texts = new TreeMap<String, String>();
        RUNBOOKS.pages().forEach(page -> texts.put(page.title(), page.text()));
        texts.put("playbook", RUNBOOKS.playbook());
        texts.put("service", RUNBOOKS.service());
        return texts;
    }

    private static List<Block> blocks(Estate estate) {
        var blocks = new ArrayList<Block>();
        texts().forEach((page, text) ->
                FENCE.matcher(Placeholders.fill(text, _ -> "", estate))
                        .results()
                        .forEach(match ->
                                blocks.add(new Block(page, match.group(1), match.group(2)))));
        return blocks;
    }

    @Test
    void everyAlertHasOneAndNoneIsOfAnAlertThatIsNot() {
        var alerts = new TreeSet<String>();
        for (var estate : EstateFile.builtinNames()) {
            for (var group : RuleFile.builtin(estate)) {
                for (var rule : group.rules()) {
                    if (rule instanceof AlertRule alert) {
                        alerts.add(alert.name());
                    }
                }
            }
        }
        var written = new TreeSet<String>();
        RUNBOOKS.pages().forEach(page -> written.addAll(page.alerts()));
        assertEquals(alerts, written);
        texts().forEach((page, text) ->
                LINK.matcher(text)
                        .results()
                        .forEach(link ->
                                assertTrue(
                                        alerts.contains(link.group(1)),
                                        page + " links to " + link.group())));
    }

    /// Some pages are out of date, and their dates say so: more than a year behind the newest.
    @Test
    void aFewHaveNotBeenCheckedForLong() {
        var dates = RUNBOOKS.pages().stream().map(Runbook::checked).sorted().toList();
        long old =
                dates.stream().filter(date -> date.isBefore(dates.getLast().minusYears(1))).count();
        assertTrue(old >= 3 && old < dates.size() / 5, old + " of " + dates.size());
    }

    @Test
    void everyQueryCanBeRun() {
        var known = new TreeSet<String>();
        var world = world("larkspur-whole");
        new Telemetry(world.snapshot(), world.closedTick(), 0, new RunKey(0, 0))
                .metrics()
                .metadata()
                .forEach(metric -> known.add(metric.name()));
        for (var metric : List.copyOf(known)) {
            known.addAll(List.of(metric + "_bucket", metric + "_count", metric + "_sum"));
        }
        int queries = 0;
        for (var estate : EstateFile.builtinNames()) {
            for (var block : blocks(EstateFile.builtin(estate))) {
                queries++;
                switch (block.language()) {
                    case "promql" -> {
                        for (var selector : PromQl.selectors(PromQl.parse(block.text()))) {
                            var name = selector.stream().filter(m -> m.name().equals("__name__"));
                            assertTrue(
                                    known.contains(name.findFirst().orElseThrow().value()),
                                    block.page() + " reads " + selector);
                        }
                    }
                    case "logql" -> LogQl.parse(block.text());
                    case "traceql" -> TraceQl.parse(block.text());
                    case "action" -> assertFalse(block.text().contains("\n"), block.page());
                    case "severities", "text" -> queries--;
                    default -> throw new AssertionError(block.toString());
                }
            }
        }
        assertTrue(queries > 300, "only " + queries);
    }

    /// Lines that name everything are parsed as they would be when typed; what only the state of the
    /// world refuses is well written. In the others words in capitals stand where the form has a value.
    @Test
    void everyActionCanBeTyped() {
        for (var estate : EstateFile.builtinNames()) {
            var world = world(estate);
            var inventory = Inventory.of(world.snapshot(), world.closedTick());
            for (var block : blocks(EstateFile.builtin(estate))) {
                if (block.language().equals("action")) {
                    check(block, world, inventory, estate.equals("larkspur-whole"));
                }
            }
        }
    }

    private static void check(Block block, Timeline world, Inventory inventory, boolean whole) {
        var line = block.text();
        var name = line.split(" ", -1)[0];
        var form =
                Stream.concat(ActionCatalogue.ACTIONS.stream(), Inspections.TABLE.stream())
                        .filter(action -> action.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(block + ": no such action"));
        assertTrue(fits(line, form), block + " does not fit " + form.signature());
        if (!whole || CAPITALS.matcher(line).find()) {
            return;
        }
        try {
            if (Inspections.isOne(line)) {
                Inspections.look(line, world.snapshot(), world.closedTick());
            } else {
                Actions.parse(line, inventory, world.estate());
            }
        } catch (ActionError refused) {
            assertTrue(STATE.matcher(refused.text()).find(), block + ": " + refused.text());
        }
    }

    /// As many values as the form has, and none but its options.
    private static boolean fits(String line, Action form) {
        var words = new ArrayList<>(Arrays.asList(line.split(" ", -1)));
        words.removeFirst();
        var known = form.arguments().replaceAll("[\\[\\]]", "");
        int values = 0;
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith("--")) {
                if (!Arrays.asList(known.split(" ", -1)).contains(words.get(i++))) {
                    return false;
                }
            } else {
                values++;
            }
        }
        var required = form.arguments().replaceAll("\\[[^\\]]*]", "").strip();
        long options = Pattern.compile("--").matcher(required).results().count();
        long all = required.isEmpty() ? 0 : required.split(" +", -1).length;
        long wanted = all - 2 * options;
        return values >= wanted && (values == wanted || form.arguments().contains("["));
    }

    /// A runbook is of no drill: it names none, and none of the things that a scenario makes happen.
    @Test
    void noneNamesADrillOrAFault() {
        var words = new TreeSet<String>();
        for (var scenario : Catalogue.builtIn(Settings.builtIn()).scenarios()) {
            words.add(scenario.drill().slug());
            words.add(scenario.drill().title().toLowerCase(Locale.ROOT));
        }
        words.addAll(FaultNames.names());
        assertTrue(words.size() > 50, words.toString());
        texts().forEach((page, text) -> {
            var lower = text.toLowerCase(Locale.ROOT);
            words.forEach(word -> assertFalse(lower.contains(word), page + " has " + word));
        });
    }

    private static Timeline world(String estate) {
        var world = Timeline.history(EstateFile.builtin(estate), RuleStage.NONE, 1);
        world.advanceTo(-3540);
        return world;
    }
}
