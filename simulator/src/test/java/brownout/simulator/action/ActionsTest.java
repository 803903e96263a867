// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.engine.Inventory;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.fault.Effect;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionsTest {
    private static final Estate ESTATE = EstateFile.builtin("larkspur");
    private static final Inventory INVENTORY =
            new Inventory(0, ESTATE.services().stream().map(ActionsTest::running).toList());

    /// payment-api was deployed over what the estate's file says; all else runs as it says.
    private static Inventory.Service running(Estate.Service service) {
        boolean deployed = service.name().equals("payment-api");
        var pods =
                ESTATE.regionNames().stream()
                        .collect(Collectors.toMap(region -> region, _ -> service.replicas(0)));
        return new Inventory.Service(
                service.name(),
                deployed ? "1.18.0" : service.version(),
                deployed ? service.version() : "",
                pods,
                pods,
                service.config());
    }

    private static Effect parse(String line) {
        return Actions.parse(line, INVENTORY, ESTATE);
    }

    @Test
    void linesBecomeEffects() {
        assertEquals(new Effect.Rollback("payment-api", "1.17.3"), parse("rollback payment-api"));
        assertEquals(
                new Effect.Rollback("payment-api", "1.17.3"),
                parse("  rollback   payment-api --to=1.17.3 "));
        assertEquals(new Effect.Restart("cart-service", ""), parse("restart cart-service"));
        assertEquals(
                new Effect.Restart("cart-service", "eu-west-1"),
                parse("restart --region eu-west-1 cart-service"));
        assertEquals(
                new Effect.Scale("orders-service", "", 6),
                parse("scale orders-service --replicas 6"));
        assertEquals(
                new Effect.SetConfig("payment-api", "DB_POOL_SIZE", "50"),
                parse("config payment-api DB_POOL_SIZE=50"));
        assertEquals(
                new Effect.ResizePool("payment-api", "payments-db", 50),
                parse("pool payment-api payments-db --size 50"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                       | 1  | action     | nothing to do
                    rolback payment-api                      | 1  | action     | Did you mean "rollback"?
                    rollback                                 | 9  | service    | missing service
                    rollback paymnt-api                      | 10 | service    | Did you mean "payment-api"?
                    rollback payment-api --to 1.18.0         | 27 | --to       | already runs 1.18.0
                    rollback payment-api --to 1.17.2         | 27 | --to       | Did you mean "1.17.3"?
                    rollback payment-api --too 1.17.3        | 22 | --too      | Did you mean "--to"?
                    rollback payment-api --to                | 22 | --to       | needs a value
                    rollback cart-service                    | 10 | service    | nothing to go back to
                    rollback payment-api now                 | 22 | action     | unexpected "now"
                    restart payment-api --region eu-west-2   | 30 | --region   | Did you mean "eu-west-1"?
                    scale orders-service                     | 21 | --replicas | missing --replicas
                    scale orders-service --replicas 0        | 33 | --replicas | in 1..20
                    scale orders-service --replicas 21       | 33 | --replicas | in 1..20
                    scale orders-service --replicas six      | 33 | --replicas | not six
                    scale orders-service --replicas 3        | 33 | --replicas | already has 3 pods
                    config payment-api DB_POOL_SIZ=50        | 20 | KEY        | Did you mean "DB_POOL_SIZE"?
                    config payment-api DB_POOL_SIZE          | 20 | KEY=VALUE  | Write KEY=VALUE
                    config payment-api DB_POOL_SIZE=20       | 20 | VALUE      | already has DB_POOL_SIZE=20
                    config payment-api DB_POOL_SIZE=many     | 1  | action     | must be a whole number
                    pool payment-api orders-db --size 50     | 18 | database   | Known: payments-db
                    pool cart-service orders-db --size 50    | 6  | service    | holds no database connections
                    pool payment-api payments-db --size 5000 | 37 | --size     | in 1..500
                    """)
    void nonsenseIsRefusedWithItsPlace(String line, int column, String field, String text) {
        var error = assertThrows(ActionError.class, () -> parse(line));
        assertEquals(column, error.column(), error.text());
        assertEquals(field, error.field(), error.text());
        assertTrue(error.text().contains(text), error.text());
    }

    @Test
    void theDryRunSaysWhatHowManyAndBeforeAndAfter() {
        var preview = Actions.preview(parse("rollback payment-api"), INVENTORY);
        assertEquals(
                "Roll payment-api back from 1.18.0 to 1.17.3 (4 pods, about 60 s)",
                preview.summary());
        assertTrue(preview.lines().contains("version: 1.18.0 -> 1.17.3"), preview.toString());
        assertEquals(1, preview.growth());
    }

    @Test
    void growthIsThatOfTheRegionThatGrowsMost() {
        var scale = new Effect.Scale("orders-service", "", 12);
        assertEquals(4, Actions.preview(scale, INVENTORY).growth());
    }

    /// Nobody finds out what an action may do to the estate by doing it.
    @Test
    void everyActionSaysWhatHarmItMayDo() {
        for (var action : ActionCatalogue.ACTIONS) {
            assertFalse(action.doc().isBlank(), action.name());
            assertFalse(action.latency().isBlank(), action.name());
            assertFalse(action.harm().isBlank(), action.name());
        }
    }

    @Test
    void aLineIsEitherAnActionOrALook() {
        var names = new TreeSet<String>();
        ActionCatalogue.ACTIONS.forEach(action -> assertTrue(names.add(action.name())));
        Inspections.TABLE.forEach(look -> assertTrue(names.add(look.name()), look.name()));
    }
}
