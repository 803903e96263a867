// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
    @ValueSource(strings = {"bad(", "", "a", "=b", "a=\"b", "a=~(", "a=b c\"d\""})
    void refuses(String text) {
        var error = assertThrows(QueryError.class, () -> MatcherText.parse(text));
        assertEquals("bad matcher format: " + text, error.getMessage());
    }
}
