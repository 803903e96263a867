// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.scenarios.Beat;
import brownout.scenarios.CustomerMessage;
import brownout.scenarios.Herring;
import brownout.scenarios.Mechanism;
import brownout.scenarios.PathStep;
import brownout.scenarios.Scenario;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// No label, name or line says what only the scenario's file knows, and the words that people read
/// first do not either.
final class LeakGate {
    /// Words that no estate says of itself.
    private static final List<String> OUR_WORDS =
            List.of(
                    "red herring",
                    "herring",
                    "decoy",
                    "scenario",
                    "brownout",
                    "chaos",
                    "fault injection");

    private static final int SHORTEST_SECRET = 6;
    private static final int SHOWN = 120;

    private LeakGate() {}

    static Finding secret(Trial trial) {
        var words = new Words(secrets(trial.scenario), OUR_WORDS);
        var leaks = new TreeMap<String, String>();
        int texts =
                Visible.eachText(
                        trial.idle,
                        trial.faultTick,
                        trial.actTick,
                        (where, text) -> search(words, where, text, leaks));
        read(trial.scenario).forEach(text -> search(words, "drill", text, leaks));
        return new Finding(
                Gate.SECRET,
                leaks.isEmpty(),
                leaks.isEmpty()
                        ? words.size() + " words looked for in " + texts + " texts"
                        : String.join("; ", leaks.values()));
    }

    /// The secret texts of the file that no honest telemetry would contain.
    private static Collection<String> secrets(Scenario scenario) {
        var secrets = new ArrayList<String>();
        secrets.add(scenario.id());
        scenario.script().stream().map(Beat::id).forEach(secrets::add);
        scenario.script().stream().map(Beat::note).forEach(secrets::add);
        scenario.herrings().stream().map(Herring::name).forEach(secrets::add);
        scenario.herrings().stream().map(Herring::because).forEach(secrets::add);
        scenario.shortestPath().stream()
                .filter(step -> step.kind() == PathStep.Kind.DECLARE)
                .map(PathStep::text)
                .forEach(secrets::add);
        secrets.addAll(scenario.hints());
        secrets.add(scenario.debrief().cause());
        secrets.add(scenario.debrief().bar());
        secrets.removeIf(text -> text.length() < SHORTEST_SECRET);
        return secrets;
    }

    /// A drill's title, symptom and briefing must not name the mechanism, and above the first level
    /// title and symptom no true component either.
    static Finding spoiler(Trial trial) {
        var scenario = trial.scenario;
        var found = new TreeMap<String, String>();
        if (scenario.key().mechanism() != Mechanism.NOTHING) {
            var mechanism = new Words(List.of(), List.of(scenario.key().mechanism().title()));
            read(scenario).forEach(text -> search(mechanism, "drill", text, found));
        }
        if (scenario.drill().level() > 1) {
            var components = new Words(List.of(), scenario.key().components());
            var drill = scenario.drill();
            Stream.of(drill.slug(), drill.title(), drill.symptom())
                    .forEach(text -> search(components, "drill", text, found));
        }
        return new Finding(
                Gate.SPOILER,
                found.isEmpty(),
                found.isEmpty() ? "" : String.join("; ", found.values()));
    }

    private static List<String> read(Scenario scenario) {
        var drill = scenario.drill();
        var texts =
                new ArrayList<>(
                        List.of(drill.slug(), drill.title(), drill.symptom(), drill.briefing()));
        scenario.messages().stream().map(CustomerMessage::text).forEach(texts::add);
        return texts;
    }

    /// Keeps the first text per word.
    private static void search(
            Words words, String where, String text, SortedMap<String, String> leaks) {
        for (var word : words.in(text)) {
            leaks.putIfAbsent(word, '"' + word + "\" in a " + where + ": " + shown(text));
        }
    }

    private static String shown(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
