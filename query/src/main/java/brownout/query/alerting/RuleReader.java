// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.alerting.RuleGroup.Language;
import brownout.query.data.Labels;
import brownout.query.syntax.DurationText;
import brownout.query.syntax.QueryError;
import brownout.query.syntax.Suggestion;
import brownout.query.syntax.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads rule files of Prometheus and of Loki's ruler, as strictly as `promtool check rules`: every
/// mistake is a [brownout.query.syntax.FileError] with file, line and column.
public final class RuleReader {
    private static final String LABEL_NAME = "[a-zA-Z_][a-zA-Z0-9_]*";
    private static final String METRIC_NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";

    private final String file;
    private final Language language;
    private final long usualIntervalMillis;

    private RuleReader(String file, Language language, long usualIntervalMillis) {
        this.file = file;
        this.language = language;
        this.usualIntervalMillis = usualIntervalMillis;
    }

    /// The groups in `text`; `file` is named in errors and in each group. A group without an interval is
    /// evaluated every `usualIntervalMillis`.
    public static List<RuleGroup> read(
            String file, String text, Language language, long usualIntervalMillis) {
        return new RuleReader(file, language, usualIntervalMillis)
                .groups(YamlNode.parse(file, text));
    }

    private List<RuleGroup> groups(YamlNode root) {
        keys(root, "groups");
        var groups = new ArrayList<RuleGroup>();
        var names = new LinkedHashSet<String>();
        for (var node : root.items("groups")) {
            keys(node, "name", "interval", "query_offset", "limit", "labels", "rules");
            var name = node.get("name");
            if (name.text().isEmpty()) {
                throw name.errorHere("a group needs a name", "");
            }
            if (!names.add(name.text())) {
                throw name.errorHere("group \"" + name.text() + "\" is given twice", "");
            }
            groups.add(group(node));
        }
        return List.copyOf(groups);
    }

    private RuleGroup group(YamlNode node) {
        long interval = millis(node, "interval", 0);
        var shared = labels(node, "labels", "label");
        var rules = new ArrayList<Rule>();
        var seen = new LinkedHashSet<String>();
        for (var item : node.items("rules")) {
            var rule = rule(item, shared);
            var kind = rule instanceof AlertRule ? "alert " : "record ";
            if (!seen.add(kind + rule.name() + " " + Labels.of(rule.labels()))) {
                throw item.errorHere(
                        "duplicate rule: " + kind + rule.name() + " with the same labels",
                        "Give it another name or another label");
            }
            rules.add(rule);
        }
        return new RuleGroup(
                node.text("name"),
                file,
                language,
                interval == 0 ? usualIntervalMillis : interval,
                millis(node, "query_offset", 0),
                node.find("limit").map(limit -> limit.integer(0, Integer.MAX_VALUE)).orElse(0),
                rules);
    }

    private Rule rule(YamlNode node, Map<String, String> shared) {
        keys(node, "alert", "record", "expr", "for", "keep_firing_for", "labels", "annotations");
        boolean records = node.has("record");
        if (records == node.has("alert")) {
            throw node.errorHere(
                    records
                            ? "only one of \"record\" and \"alert\" must be set"
                            : "one of \"record\" or \"alert\" must be set",
                    "");
        }
        var labels = new TreeMap<>(shared);
        labels.putAll(labels(node, "labels", "label"));
        return records ? recording(node, labels) : alert(node, labels);
    }

    private Rule recording(YamlNode node, Map<String, String> labels) {
        for (var key : node.keyNodes()) {
            if (List.of("for", "keep_firing_for", "annotations").contains(key.text())) {
                throw key.errorHere(
                        "invalid field \"" + key.text() + "\" in a recording rule", "Leave it out");
            }
        }
        var name = node.get("record");
        if (!name.text().matches(METRIC_NAME)) {
            throw name.errorHere(
                    "invalid recording rule name: " + name.text(),
                    "Use letters, digits, _ and :, as in level:metric:operation");
        }
        return new RecordingRule(name.text(), expr(node), labels);
    }

    private Rule alert(YamlNode node, Map<String, String> labels) {
        var name = node.get("alert");
        if (name.text().isEmpty()) {
            throw name.errorHere("an alert needs a name", "");
        }
        templates(node, "labels", "label");
        templates(node, "annotations", "annotation");
        var annotations = labels(node, "annotations", "annotation");
        return new AlertRule(
                name.text(),
                expr(node),
                millis(node, "for", 0),
                millis(node, "keep_firing_for", 0),
                labels,
                annotations);
    }

    private String expr(YamlNode node) {
        var expr = node.get("expr");
        var text = expr.text();
        if (text.isBlank()) {
            throw expr.errorHere("field \"expr\" must be set in a rule", "");
        }
        try {
            RuleQuery.parse(language, text);
        } catch (QueryError e) {
            throw expr.errorAt(
                    e.pos().start(), "could not parse expression: " + e.getMessage(), e.hint());
        }
        return text.strip();
    }

    private static Map<String, String> labels(YamlNode node, String key, String kind) {
        var found = node.find(key);
        if (found.isEmpty()) {
            return Map.of();
        }
        for (var name : found.get().keyNodes()) {
            boolean isName = kind.equals("label") && name.text().equals(Labels.NAME);
            if (!name.text().matches(LABEL_NAME) || isName) {
                throw name.errorHere(
                        "invalid " + kind + " name: " + name.text(),
                        "Use letters, digits and _, not a digit at its front");
            }
        }
        var texts = new TreeMap<String, String>();
        found.get().entries().forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    private static void templates(YamlNode node, String key, String kind) {
        if (!node.has(key)) {
            return;
        }
        node.get(key)
                .entries()
                .forEach((name, value) -> {
                    try {
                        RuleTemplate.parse(value.text());
                    } catch (QueryError e) {
                        throw value.errorAt(
                                e.pos().start(),
                                kind + " \"" + name + "\": " + e.getMessage(),
                                e.hint());
                    }
                });
    }

    private static long millis(YamlNode node, String key, long absent) {
        var found = node.find(key);
        if (found.isEmpty()) {
            return absent;
        }
        var nanos = DurationText.prometheus(found.get().text());
        if (nanos.isEmpty()) {
            throw found.get()
                    .errorHere(
                            "not a valid duration string: \"" + found.get().text() + "\"",
                            "Write whole numbers with units: 30s, 5m, 1h30m");
        }
        return nanos.getAsLong() / 1_000_000;
    }

    private static void keys(YamlNode node, String... allowed) {
        var known = List.of(allowed);
        for (var key : node.keyNodes()) {
            if (!known.contains(key.text())) {
                throw key.errorHere(
                        "unknown key \"" + key.text() + "\"", Suggestion.hint(key.text(), known));
            }
        }
        node.keys(allowed);
    }
}
