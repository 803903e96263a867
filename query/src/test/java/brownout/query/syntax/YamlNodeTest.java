// SPDX-License-Identifier: Apache-2.0
package brownout.query.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlNodeTest {
    @Test
    void readsWhatIsThere() {
        var node = YamlNode.parse("a.yaml", "name: on\nwait: 1.5s\nsize: 2Mi\nlist: [x, 3]\n");
        node.keys("name", "wait", "size", "list");
        assertEquals("on", node.text("name"));
        assertEquals(1_500_000, node.get("wait").micros());
        assertEquals(2L << 20, node.get("size").bytes());
        assertEquals(List.of("x", "3"), node.get("list").textItems());
        assertEquals("-", node.text("absent", "-"));
        assertEquals(2, node.get("wait").line());
    }

    @Test
    void refusesWithPlaceAndHint() {
        refuses(
                "name: a\nownr: b",
                "a.yaml:2: unknown key \"ownr\". Did you mean \"owner\"?",
                node -> node.keys("name", "owner"));
        refuses(
                "name: a\nname: b",
                "a.yaml:2: key \"name\" is given twice",
                node -> node.keys("name"));
        refuses("x:\n  y: 1", "a.yaml:2: missing key \"z\" in x", node -> node.get("x").get("z"));
        refuses("x:\n  y:", "a.yaml:2: missing value in x.y", node -> node.get("x").text("y"));
        refuses("x: [1]", "a.yaml:1: expected a text, found a list in x", node -> node.text("x"));
        refuses(
                "x: 5 s",
                "a.yaml:1: \"5 s\" is not a duration in x."
                        + " Write a number and a unit: us, ms, s, m, h or d",
                node -> node.get("x").micros());
        refuses("x: 70", "a.yaml:1: 70 is not in 1..64 in x", node -> node.get("x").integer(1, 64));
        refuses(
                "x: paymnts",
                "a.yaml:1: no such service: \"paymnts\" in x. Did you mean \"payments\"?",
                node -> node.get("x").reference("service", List.of("orders", "payments")));
        refuses("x: 'open", "a.yaml:1: not YAML: found unexpected end of stream", node -> node);
    }

    @ParameterizedTest
    @CsvSource({"1m30s,90000000", "-10m,-600000000", "0s,0", "1d,86400000000", "0.25ms,250"})
    void durations(String text, long micros) {
        assertEquals(micros, YamlNode.parse("a", "x: " + text).get("x").micros());
    }

    private static void refuses(String text, String message, Function<YamlNode, Object> read) {
        var error = assertThrows(FileError.class, () -> read.apply(YamlNode.parse("a.yaml", text)));
        assertEquals(message, error.getMessage());
    }
}
