// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.alerting.AlertRule;
import brownout.query.alerting.RuleGroup.Language;
import brownout.query.syntax.FileError;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstateFileTest {
    private static final String LARKSPUR = EstateFile.resource("larkspur.yaml");

    @Test
    void readsLarkspur() {
        var estate = EstateFile.builtin("larkspur");
        assertEquals(List.of("eu-west-1", "us-east-1"), estate.regionNames());
        assertEquals(13, estate.services().size());
        var payment = estate.service("payment-api").orElseThrow();
        assertEquals("20", payment.config().get("DB_POOL_SIZE"));
        assertEquals("payments-db", payment.operation("pay").orElseThrow().transaction());
        assertEquals(64, estate.digest().length());
    }

    @Test
    void readsLarkspursRules() {
        var groups = RuleFile.builtin("larkspur");
        assertEquals(Language.LOGQL, groups.getLast().language());
        assertEquals("log_errors:rate5m", groups.getLast().rules().getFirst().name());
        var rules =
                groups.stream()
                        .flatMap(group -> group.rules().stream())
                        .filter(AlertRule.class::isInstance)
                        .map(AlertRule.class::cast)
                        .toList();
        assertEquals(5, rules.size());
        for (var rule : rules) {
            assertTrue(rule.forMillis() > 0, rule.name());
            assertTrue(
                    rule.annotations()
                            .keySet()
                            .containsAll(
                                    List.of(
                                            "summary",
                                            "description",
                                            "dashboard",
                                            "logs",
                                            "traces",
                                            "runbook")));
        }
    }

    /// Each row changes Larkspur's file in one place and says what the reader answers.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    to: payment-api/pay,      | to: paymnt-api/pay, | no such component: "paymnt-api". Did you mean "payment-api"?
                    to: payment-api/pay,      | to: payment-api/pai,| "payment-api" has no operation "pai". Did you mean "pay"?
                    name: cart-service        | name: frontend      | the name "frontend" is given twice
                    cpu: 14ms                 | cpu: 14             | "14" is not a duration in services[0].operations[0].cpu. Write a number and a unit: us, ms, s, m, h or d
                    share: 52%                | share: 53%          | the shares of 1..15 regions must add up to 1
                    to: redis-cart/getCart,   | to: orders-db/insertOrder, | no pool to "orders-db" in this service. Add one under pools
                    to: users-db/selectUserById| to: auth-service/verify | calls form a circle: frontend/checkout -> auth-service/verify -> user-service/getUser -> auth-service/verify
                    transaction: payments-db  | transaction: users-db | no such pool: "users-db" in services[9].operations[0].transaction. Known: payments-db
                    """)
    void refusesMistakesWithTheirPlace(String from, String to, String message) {
        assertTrue(LARKSPUR.contains(from));
        var text = LARKSPUR.replaceFirst(Pattern.quote(from), to);
        var error = assertThrows(FileError.class, () -> EstateFile.read("larkspur.yaml", text));
        assertEquals(
                message,
                String.valueOf(error.getMessage()).replaceFirst("^larkspur.yaml:[0-9]+: ", ""));
    }
}
