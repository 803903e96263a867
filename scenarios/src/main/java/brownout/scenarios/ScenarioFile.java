// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.query.syntax.YamlNode;
import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.List;

/// Reads a scenario file, strictly: what is missing, unknown, misspelt or contradicts the estate is a
/// located error.
public final class ScenarioFile {
    private static final int MAX_MINUTES = 240;
    private static final int HOUR = 3600;
    private static final int HINTS = 4;

    private ScenarioFile() {}

    /// The scenario in `text`; `fileName` is only named in errors.
    ///
    /// @throws brownout.query.syntax.FileError `file:line: what. hint`
    public static Scenario read(String fileName, String text, Estate estate) {
        var root =
                YamlNode.parse(fileName, text)
                        .keys(
                                "scenario",
                                "estate",
                                "drill",
                                "history_seeds",
                                "objective",
                                "script",
                                "messages",
                                "answer",
                                "accepted",
                                "reference",
                                "decoys",
                                "herrings",
                                "evidence",
                                "shortest_path",
                                "hints",
                                "par",
                                "debrief");
        root.get("estate").reference("estate", List.of(estate.name()));
        var histories = historySeeds(root.get("history_seeds"));
        var script = ScriptReader.beats(root.get("script"), estate, histories.getFirst());
        var lines = new ActionLines(estate, script);
        var evidence = SignReader.evidence(root.get("evidence"), script);
        return new Scenario(
                root.get("scenario").text(),
                Setting.sha256(text),
                drill(root.get("drill")),
                estate.name(),
                histories,
                script,
                messages(root),
                KeyReader.key(root.get("answer"), script, estate),
                KeyReader.objective(root.get("objective"), estate),
                lines.read(root.get("accepted"), 1, 20),
                lines.read(root.get("reference")),
                lines.read(root.get("decoys"), 3, 3),
                SignReader.herrings(root.get("herrings")),
                evidence,
                SignReader.path(root.get("shortest_path"), evidence),
                hints(root.get("hints")),
                par(root.get("par")),
                debrief(root.get("debrief")));
    }

    private static Drill drill(YamlNode node) {
        node.keys("slug", "title", "symptom", "level", "minutes", "start_from", "briefing");
        if (!node.text("slug").matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw node.get("slug").error("a slug has only a-z, 0-9 and single hyphens");
        }
        return new Drill(
                node.text("slug"),
                node.text("title"),
                node.text("symptom"),
                node.get("level").integer(1, 4),
                node.get("minutes").integer(1, MAX_MINUTES),
                node.get("start_from").choice(StartFrom.class),
                node.text("briefing"));
    }

    private static List<Long> historySeeds(YamlNode node) {
        var seeds = node.items().stream().map(YamlNode::longInteger).toList();
        if (seeds.isEmpty()) {
            throw node.error("at least one history seed is needed");
        }
        return seeds;
    }

    private static List<CustomerMessage> messages(YamlNode root) {
        var messages = new ArrayList<CustomerMessage>();
        for (var node : root.items("messages")) {
            node.keys("at", "from", "text");
            messages.add(
                    new CustomerMessage(
                            ScriptReader.seconds(node.get("at"), -HOUR, 4 * HOUR),
                            node.text("from"),
                            node.text("text")));
        }
        return messages;
    }

    private static List<String> hints(YamlNode node) {
        var hints = node.textItems();
        if (hints.size() != HINTS) {
            throw node.error("exactly " + HINTS + " hints are needed, found " + hints.size());
        }
        return hints;
    }

    private static Par par(YamlNode node) {
        node.keys("detect", "root_cause", "mitigate", "cap");
        var par =
                new Par(
                        ScriptReader.seconds(node.get("detect"), 1, HOUR),
                        ScriptReader.seconds(node.get("root_cause"), 1, 4 * HOUR),
                        ScriptReader.seconds(node.get("mitigate"), 1, 4 * HOUR),
                        ScriptReader.seconds(node.get("cap"), 1, 4 * HOUR));
        if (par.capSeconds() <= par.rootCauseSeconds()) {
            throw node.get("cap").error("cap must be above root_cause");
        }
        return par;
    }

    private static DebriefText debrief(YamlNode node) {
        node.keys("cause", "explanation", "bar");
        return new DebriefText(
                node.text("cause"), node.text("explanation").strip(), node.text("bar"));
    }
}
