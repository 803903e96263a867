// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import brownout.query.syntax.FileError;
import brownout.query.syntax.YamlNode;
import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file of the catalogue: a fault, what is seen of it, what misleads, what mends it and what does not.
/// Times are seconds after the fault begins. `watchSeconds` is how long it is left alone; with `alerts` the
/// rules of `catalogue-rules.yaml` are evaluated.
record Entry(
        String file,
        int number,
        String title,
        boolean alerts,
        List<Fault> faults,
        int watchSeconds,
        List<Check> checks,
        List<Scheduled> herring,
        Check suspicious,
        Check refuted,
        Remedy fix,
        Remedy decoy) {
    /// The language of a query.
    enum Kind {
        METRICS,
        LOGS,
        TRACES
    }

    /// A query whose value `afterSeconds` is to be above, below or within bounds in the world with the
    /// fault, and within others in the one without it; with `isSame` both are to be much alike, up to
    /// `slack`. Line and file are where it stands.
    record Check(
            Kind kind,
            String query,
            int afterSeconds,
            int overSeconds,
            double above,
            double below,
            double aboveWithout,
            double belowWithout,
            boolean isSame,
            double slack,
            int line) {}

    /// Action lines, or effects where people have no such action, after which `healthy` is to hold
    /// (a decoy: not to hold) `bySeconds` later.
    record Remedy(
            List<String> lines, List<Effect> effects, Check healthy, int bySeconds, int line) {}

    static Entry read(String file, String text, Estate estate) {
        var root = YamlNode.parse(file, text);
        root.keys(
                "entry",
                "title",
                "alerts",
                "fault",
                "with",
                "watch",
                "metrics",
                "logs",
                "traces",
                "red_herring",
                "fix",
                "decoy");
        int watch = root.find("watch").map(YamlNode::seconds).orElse(180);
        var faults = new ArrayList<Fault>();
        faults.add(fault(root.get("fault"), estate));
        root.items("with").forEach(item -> faults.add(fault(item, estate)));
        var checks = new ArrayList<Check>();
        checks(root, "metrics", Kind.METRICS, watch, checks);
        checks(root, "logs", Kind.LOGS, watch, checks);
        checks(root, "traces", Kind.TRACES, watch, checks);
        var herring = root.get("red_herring").keys("story", "script", "suspicious", "refuted");
        var script = new ArrayList<Scheduled>();
        for (var item : herring.items("script")) {
            script.add(
                    new Scheduled(
                            item.get("at").seconds(),
                            RecordReader.effect(item, "at", "actor"),
                            item.text("actor", "")));
        }
        var fix = root.get("fix");
        var healthy = check(fix.get("healthy"), Kind.METRICS, 0);
        return new Entry(
                file,
                root.get("entry").integer(1, 62),
                root.text("title"),
                root.find("alerts").map(YamlNode::flag).orElse(false),
                List.copyOf(faults),
                watch,
                List.copyOf(checks),
                List.copyOf(script),
                any(herring.get("suspicious"), watch),
                any(herring.get("refuted"), watch),
                remedy(fix, healthy),
                remedy(root.get("decoy"), healthy));
    }

    private static Fault fault(YamlNode node, Estate estate) {
        var fault = RecordReader.fault(node.has("fault") ? node : inner(node));
        Faults.check(fault, estate)
                .ifPresent(problem -> {
                    throw node.error(problem);
                });
        return fault;
    }

    private static YamlNode inner(YamlNode node) {
        throw node.error("a fault needs its name under the key \"fault\"");
    }

    private static void checks(YamlNode root, String key, Kind kind, int watch, List<Check> into) {
        if (root.items(key).isEmpty()) {
            throw root.error("no " + key + " cells: give queries, or one with none: true");
        }
        root.items(key).forEach(item -> into.add(check(item, kind, watch)));
    }

    /// A check that says itself what language it is in.
    private static Check any(YamlNode node, int watch) {
        var kind = node.has("logs") ? Kind.LOGS : node.has("traces") ? Kind.TRACES : Kind.METRICS;
        return check(node, kind, watch);
    }

    private static Check check(YamlNode node, Kind kind, int watch) {
        var language = kind.name().toLowerCase(java.util.Locale.ROOT);
        node.keys("query", language, "at", "over", "above", "below", "without", "none", "slack");
        var without = node.find("without").map(w -> w.keys("above", "below"));
        boolean isSame = node.find("none").map(YamlNode::flag).orElse(false);
        if (!isSame && !node.has("above") && !node.has("below")) {
            throw node.error("a check needs \"above\", \"below\" or \"none: true\"");
        }
        return new Check(
                kind,
                node.find("query")
                        .or(() -> node.find(language))
                        .map(YamlNode::text)
                        .orElseThrow(() -> missing(node)),
                node.find("at").map(YamlNode::seconds).orElse(watch),
                node.find("over").map(YamlNode::seconds).orElse(120),
                bound(Optional.of(node), "above", Double.NEGATIVE_INFINITY),
                bound(Optional.of(node), "below", Double.POSITIVE_INFINITY),
                bound(without, "above", Double.NEGATIVE_INFINITY),
                bound(without, "below", Double.POSITIVE_INFINITY),
                isSame,
                node.find("slack").map(n -> n.number(0, 1e9)).orElse(0.0),
                node.line());
    }

    private static FileError missing(YamlNode node) {
        return node.error("missing key \"query\"");
    }

    private static double bound(Optional<YamlNode> node, String key, double absent) {
        return node.flatMap(n -> n.find(key)).map(n -> n.number(-1e15, 1e15)).orElse(absent);
    }

    private static Remedy remedy(YamlNode node, Check healthy) {
        node.keys("do", "effects", "healthy", "by");
        return new Remedy(
                node.find("do").map(YamlNode::textItems).orElse(List.of()),
                node.items("effects").stream().map(item -> RecordReader.effect(item)).toList(),
                healthy,
                node.find("by").map(YamlNode::seconds).orElse(240),
                node.line());
    }
}
