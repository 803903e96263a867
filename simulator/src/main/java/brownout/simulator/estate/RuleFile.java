// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.alerting.AlertRule;
import brownout.query.alerting.RuleGroup;
import brownout.query.syntax.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Reads alerting rules in the format of Prometheus rule files, strictly. Expressions are text here;
/// who compiles them reports their errors.
public final class RuleFile {
    private static final long DEFAULT_INTERVAL_MILLIS = 15_000;

    private RuleFile() {}

    /// The rules of the estate `name` that comes with the product.
    public static List<RuleGroup> builtin(String name) {
        return read(EstateFile.rulesOf(name), builtinText(name));
    }

    /// The text of those rules.
    public static String builtinText(String name) {
        return EstateFile.resource(EstateFile.rulesOf(name));
    }

    /// `fileName` is named in errors and in each group.
    public static List<RuleGroup> read(String fileName, String text) {
        var root = YamlNode.parse(fileName, text).keys("groups");
        var groups = new ArrayList<RuleGroup>();
        var names = new LinkedHashSet<String>();
        for (var node : root.get("groups").items()) {
            node.keys("name", "interval", "rules");
            if (!names.add(node.text("name"))) {
                throw node.error("group \"" + node.text("name") + "\" is given twice");
            }
            groups.add(
                    new RuleGroup(
                            node.text("name"),
                            fileName,
                            node.find("interval")
                                    .map(RuleFile::interval)
                                    .orElse(DEFAULT_INTERVAL_MILLIS),
                            node.get("rules").items().stream().map(RuleFile::rule).toList()));
        }
        return List.copyOf(groups);
    }

    private static AlertRule rule(YamlNode node) {
        if (node.isMap() && node.has("record")) {
            throw node.error("recording rules are not supported yet");
        }
        node.keys("alert", "expr", "for", "labels", "annotations");
        return new AlertRule(
                node.text("alert"),
                node.text("expr").strip(),
                node.find("for").map(RuleFile::millis).orElse(0L),
                node.texts("labels"),
                node.texts("annotations"));
    }

    private static long interval(YamlNode node) {
        long millis = millis(node);
        if (millis <= 0 || millis % DEFAULT_INTERVAL_MILLIS != 0) {
            throw node.error("an interval must be a multiple of the scrape interval, 15s");
        }
        return millis;
    }

    private static long millis(YamlNode node) {
        long micros = node.micros();
        if (micros < 0 || micros % 1000 != 0) {
            throw node.error("\"" + node.text() + "\" is not a length of time in milliseconds");
        }
        return micros / 1000;
    }
}
