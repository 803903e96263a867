// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.engine.Inventory;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.fault.DatabaseEffect;
import brownout.simulator.fault.Effect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseActionsTest {
    private static final Estate ESTATE = estate();

    private static Estate estate() {
        try {
            var file = Path.of("src/test/resources/estate/catalogue.yaml");
            return EstateFile.read("catalogue.yaml", Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The estate after effects on one database.
    private static Inventory after(DatabaseEffect... effects) {
        var databases =
                ESTATE.databases().stream()
                        .map(spec -> {
                            var now = Inventory.Database.of(spec, ESTATE);
                            for (var effect : effects) {
                                now =
                                        effect.database().equals(spec.name())
                                                ? now.after(effect, spec)
                                                : now;
                            }
                            return now;
                        })
                        .toList();
        return new Inventory(
                0,
                List.of(),
                new TreeMap<>(),
                Optional.empty(),
                databases,
                List.of(),
                List.of(),
                List.of());
    }

    private static Effect parse(String line, DatabaseEffect... before) {
        return Actions.parse(line, after(before), ESTATE);
    }

    private static final DatabaseEffect DROP =
            new DatabaseEffect.DropIndex("orders-db", "", "orders_user_id_created_at_idx");
    private static final DatabaseEffect BATCH =
            new DatabaseEffect.StartSession("orders-db", "", "archive", "orders", 0, 0, 0, .5);

    @Test
    void linesBecomeEffects() {
        assertEquals(
                new DatabaseEffect.CreateIndex(
                        "orders-db", "", "orders", "user_id, created_at", false),
                parse("create-index orders-db orders user_id,created_at", DROP));
        assertEquals(
                new DatabaseEffect.EndSession("orders-db", "eu-west-1", "archive"),
                parse("kill-session orders-db archive --region eu-west-1", BATCH));
        assertEquals(
                new DatabaseEffect.Failover("orders-db", "", "orders-db-1", 0),
                parse("failover-database orders-db"));
        assertEquals(
                new DatabaseEffect.Failover("orders-db", "", "orders-db-0", 0),
                parse(
                        "failover-database orders-db",
                        new DatabaseEffect.Failover("orders-db", "", "orders-db-1", 0)));
        assertEquals(
                new DatabaseEffect.ExtendDisk("orders-db", "", "wal", 50L << 30),
                parse("extend-disk orders-db wal --by 50"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    create-index orders-db orders id                   | has an index over (id) already
                    create-index orders-db order id                    | Did you mean "orders"?
                    create-index order-db orders id                    | Did you mean "orders-db"?
                    drop-index orders-db orders_pke                    | Did you mean "orders_pkey"?
                    kill-session orders-db archive                     | has no sessions but those of services' pools
                    max-connections orders-db --to 200                 | already allows 200 connections
                    route-reads payments-db replicas                   | reads already go to the replicas
                    failover-database users-db                         | has no replica to promote
                    drop-slot orders-db cdc                            | Known: cdc_warehouse, orders_db_1
                    extend-disk users-db wal --by 5                    | has no volumes of its own
                    read-only orders-db off                            | read-only is off already
                    """)
    void nonsenseIsRefused(String line, String text) {
        var error = assertThrows(ActionError.class, () -> parse(line));
        assertTrue(error.text().contains(text), error.text());
    }

    @Test
    void theDryRunSaysWhatItTakes() {
        var create = parse("create-index orders-db orders user_id --locking yes", DROP);
        var preview = Actions.preview(create, after(DROP));
        assertEquals(
                "Create an index on orders (user_id) on orders-db, about 16 s", preview.summary());
        assertTrue(
                preview.lines().contains("the table takes no writes while it is built"),
                preview.toString());
        var failover = Actions.preview(parse("failover-database orders-db"), after());
        assertEquals(40, failover.readyInSeconds());
        assertTrue(failover.lines().getFirst().contains("orders-db-0 -> orders-db-1"));
    }
}
