// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.MemoryMetrics;
import brownout.query.syntax.QueryError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Wrong queries: where, what, and that nothing is accepted and ignored.
class ErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "rate(up) | 1:6 | expected type range vector in call to function \"rate\", got instant vector",
                "sum( | 1:5 | unclosed left parenthesis",
                "up[5m | 1:6 | unclosed left bracket",
                "sum by (job | 1:12 | unclosed left parenthesis",
                "1 + ) | 1:5 | unexpected right parenthesis ')'",
                "up) | 1:3 | unexpected right parenthesis ')'",
                "up{job=api} | 1:8 | unexpected identifier \"api\" in label matching, expected string",
                "up{job=\"api\" | 1:13 | unexpected end of input inside braces",
                "{job=~\".*\"} | 1:1 | vector selector must contain at least one non-empty matcher",
                "up{__name__=\"x\"} | 1:4 | metric name must not be set twice: \"up\" or \"x\"",
                "up{job=~\"(\"} | 1:9 | error parsing regexp: missing closing ): `^(?s:()$`",
                "nosuch(up) | 1:1 | unknown function with name \"nosuch\"",
                "floor(up, up) | 1:1 | expected 1 argument(s) in call to \"floor\", got 2",
                "round() | 1:1 | expected at least 1 argument(s) in call to \"round\", got 0",
                "round(up, 1, 2) | 1:1 | expected at most 2 argument(s) in call to \"round\", got 3",
                "floor(up,) | 1:9 | trailing commas not allowed in function call args",
                "topk(up) | 1:1 | wrong number of arguments for aggregate expression provided, expected 2, got 1",
                "sum() | 1:1 | no arguments for aggregate expression provided",
                "topk(up, up) | 1:6 | expected type scalar in aggregation parameter, got instant vector",
                "count_values(1, up) | 1:14 | expected type string in aggregation parameter, got scalar",
                "-up[5m] | 1:1 | unary expression only allowed on expressions of type scalar or instant vector, got \"range vector\"",
                "up[5m] + 1 | 1:1 | binary expression must contain only scalar and instant vector types",
                "1 == 1 | 1:1 | comparisons between scalars must use BOOL modifier",
                "up + bool up | 1:1 | bool modifier can only be used on comparison operators",
                "1 and up | 1:1 | set operator \"and\" not allowed in binary scalar expression",
                "up and on (job) group_left () up | 1:1 | no grouping allowed for \"and\" operation",
                "up + on (job) group_left (job) up | 1:1 | label \"job\" must not occur in ON and GROUP clause at once",
                "up + on (job) 1 | 1:1 | vector matching only allowed between instant vectors",
                "sum(up)[5m] | 1:1 | ranges only allowed for vector selectors",
                "up offset 1m [5m] | 1:1 | no offset modifiers allowed before range",
                "up offset 1m offset 1m | 1:14 | offset may not be set multiple times",
                "sum(up) offset 1m | 1:9 | offset modifier must be preceded by an instant vector selector or range vector selector or a subquery",
                "up[0] | 1:3 | duration must be greater than 0",
                "up[5mm] | 1:4 | bad number or duration syntax: \"5mm\"",
                "up[5m1h] | 1:4 | not a valid duration string: \"5m1h\"",
                "up[5y1hs] | 1:4 | unknown unit \"hs\" in duration \"5y1hs\"",
                "up @ Inf | 1:6 | timestamp out of bounds for @ modifier: +Inf",
                "sum by (job, ,) (up) | 1:14 | unexpected \",\" in grouping opts, expected label",
                "1 + | 1:4 | unexpected end of input",
                "up up | 1:4 | unexpected identifier \"up\"",
                "* up | 1:1 | unexpected <op:*>",
                "up ? | 1:4 | unexpected character: '?'",
                "up{a:b=\"x\"} | 1:5 | unexpected character inside braces: ':'",
                "\"abc | 1:1 | unterminated quoted string",
                "'\\c' | 1:2 | unknown escape sequence U+0063 'c'",
                "max_over_time(up[5m])[5m] | 1:1 | ranges only allowed for vector selectors",
                "up[5m][5m:] | 1:1 | subquery is only allowed on instant vector, got matrix instead"
            })
    void wrongQueriesAreLocated(String query, String place, String message) {
        var error = assertThrows(QueryError.class, () -> PromQl.parse(query));
        assertEquals(QueryError.Kind.PARSE, error.kind());
        assertEquals(message, error.getMessage());
        assertEquals(place, error.line() + ":" + error.column());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "# only a comment"})
    void nothingIsNoQuery(String query) {
        var error = assertThrows(QueryError.class, () -> PromQl.parse(query));
        assertEquals("1:1: parse error: no expression found in input", error.located());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limitk(1, up)",
                "double_exponential_smoothing(up[5m], 0.1, 0.1)",
                "up + fill(0) up",
                "rate(up[5m] smoothed)",
                "rate(up[5m * 2])",
                "up offset (1m)",
                "up </ 1",
                "info(up)",
                "histogram_count(up)"
            })
    void unsupportedIsRefusedWithItsPlace(String query) {
        var error = assertThrows(QueryError.class, () -> PromQl.parse(query));
        assertEquals(QueryError.Kind.UNSUPPORTED, error.kind());
        assertTrue(String.valueOf(error.getMessage()).endsWith("not supported yet"));
        assertTrue(error.pos().end() > error.pos().start());
    }

    @Test
    void hintsSayWhatToDo() {
        var error = assertThrows(QueryError.class, () -> PromQl.parse("rate(up)"));
        assertEquals("Add a window: up[5m]", error.hint());
        var typo = assertThrows(QueryError.class, () -> PromQl.parse("rat(up[5m])"));
        assertEquals("Did you mean rate?", typo.hint());
    }

    @Test
    void tallTreesAreRefused() {
        var chain = "up" + " + up".repeat(2000);
        var brackets = "(".repeat(2000) + "up" + ")".repeat(2000);
        var nested = "(up" + " + up".repeat(300) + ")" + " + up".repeat(300);
        for (var query : new String[] {chain, brackets, "-".repeat(5000) + "up", nested}) {
            var error = assertThrows(QueryError.class, () -> PromQl.parse(query));
            assertEquals("expression is nested too deeply", error.getMessage());
        }
    }

    @Test
    void rangeQueriesWantScalarsOrVectors() {
        var expr = PromQl.parse("up[5m]");
        var error =
                assertThrows(
                        QueryError.class,
                        () ->
                                PromQl.range(
                                        new MemoryMetrics(),
                                        expr,
                                        0,
                                        0,
                                        1,
                                        PromQl.Options.DEFAULT));
        assertEquals(
                "invalid expression type \"range vector\" for range query, must be Scalar or"
                        + " instant Vector",
                error.getMessage());
    }
}
