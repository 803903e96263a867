// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import brownout.query.logql.SharedCorpus;
import brownout.query.syntax.Cursor;
import brownout.query.syntax.QueryError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Upstream's example queries: valid ones parse or are refused as not supported yet, the others fail;
/// how many are decided for their own reason never falls below the recorded number.
class TraceQlCorpusTest {
    private record Example(String name, String query) {}

    @TestFactory
    Stream<DynamicContainer> corpus() {
        var ratchet = SharedCorpus.ratchet("/traceql/corpus.ratchet");
        return read(SharedCorpus.files("traceql", ".yaml").getFirst()).entrySet().stream()
                .map(part ->
                        container(
                                part.getKey(),
                                part.getValue(),
                                ratchet.getOrDefault(part.getKey(), 0)));
    }

    private static DynamicContainer container(String part, List<Example> examples, int wanted) {
        var passed = new ArrayList<String>();
        var tests = new ArrayList<DynamicTest>();
        for (var example : examples) {
            tests.add(
                    DynamicTest.dynamicTest(
                            example.name(),
                            () -> {
                                if (decided(part, example.query())) {
                                    passed.add(example.name());
                                }
                            }));
        }
        tests.add(
                DynamicTest.dynamicTest(
                        part + " passes at least " + wanted,
                        () -> {
                            System.out.println(
                                    part + " " + passed.size() + " of " + examples.size());
                            assertTrue(passed.size() >= wanted, passed.size() + " < " + wanted);
                        }));
        return DynamicContainer.dynamicContainer(part, tests);
    }

    /// False where the query is refused as unsupported although upstream evaluates or rejects it.
    private static boolean decided(String part, String query) {
        try {
            TraceQl.parse(query);
        } catch (QueryError e) {
            boolean unsupported = e.kind() == QueryError.Kind.UNSUPPORTED;
            if (part.equals("valid") && !unsupported) {
                fail(query + ": " + TraceQl.message(e));
            }
            return unsupported == part.equals("unsupported");
        }
        assertTrue(part.equals("valid"), query + " should be refused");
        return true;
    }

    /// The file is a map of lists of quoted strings, one a line.
    private static Map<String, List<Example>> read(Path file) {
        var parts = new LinkedHashMap<String, List<Example>>();
        var examples = new ArrayList<Example>();
        int number = 0;
        for (var line : SharedCorpus.lines(file)) {
            number++;
            var text = line.strip();
            if (text.endsWith(":") && !line.startsWith(" ")) {
                examples = new ArrayList<>();
                parts.put(text.substring(0, text.length() - 1), examples);
            } else if (text.startsWith("- ")) {
                examples.add(
                        new Example(file.getFileName() + ":" + number, scalar(text.substring(2))));
            }
        }
        return parts;
    }

    private static String scalar(String text) {
        if (text.startsWith("\"")) {
            return new Cursor(text).takeString();
        }
        var value = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == '\'') {
                if (i + 1 == text.length() || text.charAt(i + 1) != '\'') {
                    break;
                }
                i++;
            }
            value.append(text.charAt(i));
        }
        return value.toString();
    }
}
