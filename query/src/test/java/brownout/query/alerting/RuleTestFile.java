// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.Labels;
import brownout.query.promql.SeriesNotation;
import brownout.query.syntax.Cursor;
import brownout.query.syntax.DurationText;
import brownout.query.syntax.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A file of `promtool test rules` with the rules that it names: series in, alerts out. Tests of
/// expressions are refused. Rules are evaluated every `intervalMillis` of the file, whatever interval their
/// groups have, in the order which `group_eval_order` gives.
record RuleTestFile(Path file, List<RuleGroup> rules, long intervalMillis, List<Scene> scenes) {
    /// Series whose values are `gapMillis` apart from time 0, and what fires when.
    record Scene(
            String name, long gapMillis, Map<Labels, double[]> series, List<Expected> expected) {}

    /// The alerts called `alert` that fire at `atMillis`: those, with all their labels and annotations,
    /// and no others. `line` is 1-based.
    record Expected(int line, long atMillis, String alert, List<Firing> firing) {}

    /// `labels` with `alertname`.
    record Firing(Labels labels, Labels annotations) {}

    /// Reads `text` as if it were in `file`, and the rule files beside it that it names. Throws
    /// [brownout.query.syntax.FileError] where one of them is wrong.
    static RuleTestFile read(Path file, String text) throws IOException {
        var root = YamlNode.parse(file.toString(), text);
        root.keys("rule_files", "evaluation_interval", "group_eval_order", "tests");
        var groups = new LinkedHashMap<String, RuleGroup>();
        for (var name : root.get("rule_files").textItems()) {
            var rules = file.resolveSibling(name).normalize();
            RuleReader.read(
                            rules.toString(),
                            Files.readString(rules),
                            RuleGroup.Language.PROMQL,
                            15_000)
                    .forEach(group -> groups.put(group.name(), group));
        }
        var ordered = new ArrayList<RuleGroup>();
        for (var name : root.items("group_eval_order")) {
            name.reference("group", groups.keySet());
            ordered.add(groups.remove(name.text()));
        }
        ordered.addAll(groups.values());
        long interval = millis(root.get("evaluation_interval"));
        var scenes = root.items("tests").stream().map(RuleTestFile::scene).toList();
        return new RuleTestFile(file, ordered, interval, scenes);
    }

    private static Scene scene(YamlNode node) {
        node.keys("name", "interval", "input_series", "alert_rule_test");
        var series = new LinkedHashMap<Labels, double[]>();
        for (var input : node.items("input_series")) {
            input.keys("series", "values");
            var labels = SeriesNotation.labels(new Cursor(input.text("series")));
            if (series.put(labels, SeriesNotation.values(input.text("values"))) != null) {
                throw input.errorHere("the series is given twice", "");
            }
        }
        var expected = node.items("alert_rule_test").stream().map(RuleTestFile::expected).toList();
        return new Scene(node.text("name"), millis(node.get("interval")), series, expected);
    }

    private static Expected expected(YamlNode node) {
        node.keys("eval_time", "alertname", "exp_alerts");
        var name = node.text("alertname");
        var firing = new ArrayList<Firing>();
        for (var alert : node.items("exp_alerts")) {
            alert.keys("exp_labels", "exp_annotations");
            var labels = Labels.of(alert.texts("exp_labels")).with("alertname", name);
            firing.add(new Firing(labels, Labels.of(alert.texts("exp_annotations"))));
        }
        return new Expected(node.line(), millis(node.get("eval_time")), name, firing);
    }

    private static long millis(YamlNode node) {
        return DurationText.prometheus(node.text())
                        .orElseThrow(() -> node.errorHere("no duration: " + node.text(), "1m30s"))
                / 1_000_000;
    }
}
