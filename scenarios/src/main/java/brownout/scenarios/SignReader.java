// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.query.logql.LogQl;
import brownout.query.promql.PromQl;
import brownout.query.syntax.QueryError;
import brownout.query.syntax.YamlNode;
import brownout.query.traceql.TraceQl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads what can be seen: herrings, evidence and the shortest path.
final class SignReader {
    private static final int LONGEST_PATH = 4 * 3600;

    private SignReader() {}

    static List<Herring> herrings(YamlNode node) {
        var herrings = new ArrayList<Herring>();
        for (var item : node.items()) {
            item.keys("name", "query", "expect", "because");
            herrings.add(
                    new Herring(
                            item.text("name"),
                            query(item.get("query"), Signal.METRIC),
                            item.get("expect").choice(Herring.Expect.class),
                            item.text("because")));
        }
        return List.copyOf(herrings);
    }

    static List<Evidence> evidence(YamlNode node, List<Beat> script) {
        var beats = script.stream().map(Beat::id).toList();
        var signs = new ArrayList<Evidence>();
        for (var item : node.items()) {
            item.keys("name", "signal", "query", "seen_by");
            var signal = item.get("signal").choice(Signal.class);
            if (signal == Signal.CHANGE) {
                item.get("query").reference("beat", beats);
            }
            var query = query(item.get("query"), signal);
            signs.add(new Evidence(item.text("name"), signal, query, words(item, query)));
        }
        if (signs.isEmpty()) {
            throw node.error("at least one sign is needed");
        }
        return List.copyOf(signs);
    }

    /// What a view must hold to count. Who looks at the sign's own query has seen it.
    private static List<String> words(YamlNode item, String query) {
        var words = item.get("seen_by").textItems();
        var own = (query + " " + item.text("name")).toLowerCase(Locale.ROOT);
        for (var word : words) {
            if (!own.contains(word.toLowerCase(Locale.ROOT))) {
                throw item.get("seen_by")
                        .error(
                                "every view must hold \"" + word + "\", and the query does not",
                                "Name only what the query or the name holds");
            }
        }
        return words;
    }

    /// The query, which must be one in the language of its signal.
    static String query(YamlNode node, Signal signal) {
        var query = node.text().strip();
        try {
            switch (signal) {
                case METRIC -> PromQl.parse(query);
                case LOG -> LogQl.parse(query);
                case TRACE -> TraceQl.parse(query);
                case ALERT, CHANGE -> {}
            }
            return query;
        } catch (QueryError e) {
            throw node.error(
                    "not a query: " + e.line() + ":" + e.column() + ": " + e.getMessage(),
                    e.hint());
        }
    }

    static List<PathStep> path(YamlNode node, List<Evidence> evidence) {
        var names = evidence.stream().map(Evidence::name).toList();
        var steps = new ArrayList<PathStep>();
        for (var item : node.items()) {
            item.keys("after", "kind", "text", "evidence");
            int after = ScriptReader.seconds(item.get("after"), 0, LONGEST_PATH);
            if (!steps.isEmpty() && after < steps.getLast().afterSeconds()) {
                throw item.get("after").error("a step lies before the one above it");
            }
            item.find("evidence").ifPresent(name -> name.reference("evidence", names));
            steps.add(
                    new PathStep(
                            after,
                            item.get("kind").choice(PathStep.Kind.class),
                            item.text("text"),
                            item.text("evidence", "")));
        }
        if (steps.isEmpty() || steps.getLast().kind() != PathStep.Kind.ACT) {
            throw node.error("the shortest path must end with a step that acts");
        }
        return List.copyOf(steps);
    }
}
