// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.routing.Router;
import brownout.query.syntax.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What Larkspur's files must keep for those who know the shop.
class LarkspurFilesTest {
    private static final Path FOLDER = Path.of("src/main/resources/estates/larkspur");
    private static final Estate WHOLE = EstateFile.builtin("larkspur-whole");
    private static final Estate SMALL = EstateFile.builtin("larkspur");

    @Test
    void everyFileIsListed() throws IOException {
        var first = YamlNode.parse("estate.yaml", EstateFile.resource("larkspur/estate.yaml"));
        var listed = new TreeSet<>(first.get("files").textItems());
        listed.add(first.text("alertmanager"));
        RuleFile.files("larkspur-whole")
                .forEach(file -> listed.add(file.substring("larkspur/".length())));
        try (var files = Files.walk(FOLDER)) {
            var present =
                    files.filter(Files::isRegularFile)
                            .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                            .filter(file -> !file.equals("estate.yaml"))
                            .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(present, listed);
        }
    }

    /// Whatever the small shop has, under the same name and with the same operations.
    @Test
    void hasAllThatTheSmallShopHas() {
        for (var service : SMALL.services()) {
            var whole = WHOLE.service(service.name()).orElseThrow();
            assertEquals(service.team(), whole.team());
            assertEquals(service.version(), whole.version());
            for (var operation : service.operations()) {
                var same = whole.operation(operation.name()).orElseThrow();
                assertEquals(operation.route(), same.route());
                assertEquals(operation.method(), same.method());
                assertEquals(operation.successStatus(), same.successStatus());
                assertEquals(operation.transaction(), same.transaction());
                assertEquals(operation.says(), same.says());
                assertEquals(operation.decline().says(), same.decline().says());
            }
        }
        containsAll(WHOLE.componentNames(), SMALL.componentNames());
        containsAll(
                WHOLE.routes().stream().map(r -> r.service() + "/" + r.operation()).toList(),
                SMALL.routes().stream().map(r -> r.service() + "/" + r.operation()).toList());
    }

    @Test
    void aCheckoutHoldsAConnectionWhileThePaymentProcessorCharges() {
        calls("frontend", "checkout", "orders-service/placeOrder");
        calls("orders-service", "placeOrder", "payment-api/pay");
        calls("payment-api", "pay", "payments-db/selectPaymentMethod");
        calls("payment-api", "pay", "payment-processor/charge");
        calls("payment-api", "pay", "payments-db/insertPayment");
        var payment = WHOLE.service("payment-api").orElseThrow();
        assertEquals("20", payment.config().get("DB_POOL_SIZE"));
        assertEquals("payments-db", payment.operation("pay").orElseThrow().transaction());
    }

    @Test
    void everyServiceHasAnOwnerAndARunbookAndTheFirstTierAPromise() {
        var promised = WHOLE.slos().stream().map(Estate.Slo::service).toList();
        for (var service : WHOLE.services()) {
            assertTrue(service.runbook().endsWith("/" + service.name()), service.name());
            boolean asked = service.operations().stream().anyMatch(o -> !o.consumes());
            if (service.tier() == 1 && asked) {
                assertTrue(promised.contains(service.name()), "no SLO for " + service.name());
            }
        }
    }

    private static void calls(String service, String operation, String target) {
        var calls = WHOLE.service(service).orElseThrow().operation(operation).orElseThrow().calls();
        containsAll(
                calls.stream().map(call -> call.target() + "/" + call.operation()).toList(),
                List.of(target));
    }

    private static void containsAll(Collection<String> all, Collection<String> some) {
        var missing = new TreeSet<>(some);
        missing.removeAll(all);
        assertTrue(missing.isEmpty(), () -> "missing " + missing);
    }

    /// What is neither a page nor a line in the chat is a mail.
    @Test
    void whatCanWaitIsMailed() {
        var config = WHOLE.alertmanager();
        var routes =
                new Router(config)
                        .routes(Labels.of("alertname", "SequentialScans", "severity", "info"));
        assertEquals(List.of("mail"), routes.stream().map(r -> r.options().receiver()).toList());
        var mail =
                config.receivers().stream().filter(each -> each.name().equals("mail")).findFirst();
        assertEquals("email[0]", mail.orElseThrow().integration(0));
    }
}
