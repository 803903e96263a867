// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.syntax.QueryError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "a=\"b\" ; [a=\"b\"]",
                "a=b ; [a=\"b\"]",
                "a != b ; [a!=\"b\"]",
                "a=~\"b|c\" ; [a=~\"b|c\"]",
                "{a=\"b,c\", d!~e} ; [a=\"b,c\", d!~\"e\"]",
                "a= ; [a=\"\"]"
            })
    void reads(String text, String matchers) {
        assertEquals(matchers, MatcherText.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad(", "", "a", "=b"})
    void refuses(String text) {
        var error = assertThrows(QueryError.class, () -> MatcherText.parse(text));
        assertEquals("bad matcher format: " + text, error.getMessage());
    }

    /// These it tells apart, as Alertmanager does.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "a=\"b ; matcher value contains unescaped double quote: a=\"b",
                "a=b c\"d\" ; matcher value contains unescaped double quote: a=b c\"d\"",
                "a=~( ; bad matcher format: a=~(: error parsing regexp: "
            })
    void saysWhatIsWrongWithAValue(String text, String message) {
        var error = assertThrows(QueryError.class, () -> MatcherText.parse(text));
        assertTrue(error.text().startsWith(message), error.text());
    }
}
