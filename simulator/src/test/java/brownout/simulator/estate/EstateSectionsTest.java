// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.syntax.FileError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every section of an estate's files, by an estate that has one of each.
class EstateSectionsTest {
    private static final String SHOP = shop();

    private static String shop() {
        try (InputStream in = EstateSectionsTest.class.getResourceAsStream("/estate/shop.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsEverySection() {
        var estate = EstateFile.read("shop.yaml", SHOP);
        var web = estate.service("web").orElseThrow();
        assertEquals(List.of(3, 2), web.replicas());
        assertEquals("production", web.namespace());
        assertEquals(Estate.Language.NODE, web.language());
        var calls = web.operations().getFirst().calls();
        assertEquals(new Estate.CallPolicy(3_000_000, 0, 0, true, 20), calls.get(3).policy());
        var says = web.operations().getFirst().says();
        assertEquals(
                "[Words[text=Basket ], Of[what=ID], Words[text= went ],"
                        + " OneOf[texts=[by post, by post, to the counter]], Words[text= in ],"
                        + " Of[what=MS], Words[text= ms]]",
                says.get(1).parts().toString());
        assertEquals(
                "[Basket {id} is empty]", web.operations().getFirst().decline().says().toString());
        var onOrder = estate.service("mailer").orElseThrow().operation("onOrder").orElseThrow();
        assertTrue(onOrder.consumes());
        assertEquals("orders", onOrder.route());
        var region = estate.regions().getFirst();
        assertEquals(
                new Estate.Node("node-2", "north-b", "m6i.2xlarge", 8, 32L << 30),
                region.nodes().get(1));
        assertEquals("southa", estate.regions().get(1).nodes().getFirst().zone());
        var database = estate.database("shop-db").orElseThrow();
        assertEquals(2, database.cores(1));
        assertEquals(
                List.of("user_id", "created_at"),
                database.table("baskets").orElseThrow().indexes().get(1).columns());
        assertEquals(300, database.storage().orElseThrow().checkpointSeconds());
        assertTrue(database.queries().get(0).byReader());
        assertTrue(database.queries().get(1).writes());
        assertEquals("", database.queries().get(1).index());
        assertEquals(43_200, estate.caches().getFirst().ttlSeconds());
        var group = estate.queue("orders").orElseThrow().consumers().getFirst();
        assertEquals(
                new Estate.ConsumerGroup(
                        "mailer", "mailer", "onOrder", 50, 300_000_000L, 5, "orders-dead"),
                group);
        assertEquals(50, estate.thirdParties().getFirst().quotaPerSecond());
        assertTrue(estate.jobs().getFirst().schedule().isDue(9_000));
        assertEquals(300, estate.autoscalers().getFirst().downAfterSeconds());
        assertEquals(
                new Business(
                        List.of("web"),
                        List.of(new Business.Order("web", "buy")),
                        2000,
                        List.of("EUR", "EUR")),
                estate.business().orElseThrow());
        var platform = estate.platform().orElseThrow();
        assertEquals(List.of(2, 1), platform.ingress().replicas());
        assertEquals(40 * 86_400L, platform.certificates().getFirst().notAfterSeconds());
        assertEquals(
                new Monitoring.Alertmanager("0.27.0", 2),
                estate.monitoring().orElseThrow().alertmanager());
        var route = estate.alertmanager().route();
        assertEquals(List.of("alertname", "service"), route.groupBy().orElseThrow());
        assertEquals("page", route.routes().getFirst().receiver().orElseThrow());
    }

    @Test
    void listsGoOnInOtherFiles() {
        int cut = SHOP.indexOf("databases:");
        var files =
                Map.of(
                        "a/estate.yaml",
                        "files: [rest.yaml]\n" + SHOP.substring(0, cut),
                        "a/rest.yaml",
                        SHOP.substring(cut));
        var estate = EstateFile.readAll("a/estate.yaml", file -> String.valueOf(files.get(file)));
        assertEquals(EstateFile.read("shop.yaml", SHOP).databases(), estate.databases());
        var twice =
                Map.of(
                        "a/estate.yaml",
                        files.get("a/estate.yaml"),
                        "a/rest.yaml",
                        "company: Shop\n" + SHOP.substring(cut));
        var error =
                assertThrows(
                        FileError.class,
                        () ->
                                EstateFile.readAll(
                                        "a/estate.yaml", file -> String.valueOf(twice.get(file))));
        assertEquals(
                "a/rest.yaml:1: \"company\" is given twice. It is also in a/estate.yaml",
                error.getMessage());
    }

    /// Each row changes the file in one place and says what the reader answers, and what stands in the
    /// line that it names where that is not the change. `~` is a new line.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    zone: north-b              | zone: north-c            | no such zone: "north-c" in regions[0].nodes[1].zone. Did you mean "north-a"? |
                    nodes: [node-3]            | nodes: [node-2]          | the node "node-2" is given twice |
                    share: 40%                 | share: 41%               | the shares of 1..15 regions must add up to 1 | name: north
                    {north: 3, south: 2}       | {north: 3, suoth: 2}     | unknown key "suoth" in services[0].replicas. Did you mean "south"? |
                    {north: 3, south: 2}       | {north: 3}               | missing key "south" in services[0].replicas |
                    team: shop                 | team: shp                | no such team: "shp" in services[0].team. Did you mean "shop"? |
                    language: go               | language: goo            | "goo" is no value in services[1].language. Did you mean "go"? |
                    resident: 100Mi            | resident: 300Mi          | more is resident than the memory |
                    timeout: 3s,               | timeout: 0s,             | a mean time must be in 1us..30s |
                    bulkhead: 20               | bulkhead: 0              | 0 is not in 1..10000 in services[0].operations[0].calls[3].bulkhead |
                    to: search/find,           | to: serch/find,          | no such component: "serch". Did you mean "search"? |
                    to: search/find,           | to: search/fnd,          | "search" has no operation "fnd". Did you mean "find"? |
                    to: files/putReceipt       | to: files/putReciept     | "files" has no operation "putReciept". Did you mean "putReceipt"? |
                    to: orders/publish         | to: orders/send          | "orders" has no operation "send". Known: publish |
                    to: orders/publish         | to: mailer/onOrder       | "mailer/onOrder" takes messages, no calls |
                    to: web/buy, rate          | to: mailer/onOrder, rate | "mailer/onOrder" takes messages, no calls |
                    to: mailer/onOrder, max    | to: mailer/preview, max  | "mailer/preview" does not consume "orders" |
                    consumes: orders           | consumes: orders-dead    | "mailer/onOrder" does not consume "orders" | to: mailer/onOrder
                    consumes: orders           | consumes: orders~        calls: [{to: orders/publish}] | calls form a circle: web/buy -> orders/publish -> mailer/onOrder -> orders/publish | to: web/buy
                    consumes: orders           | http: GET /x~        consumes: orders | an operation has either "http" or "consumes" | http: GET /x
                    {items} items              | {itms} items             | no such placeholder here: {itms}. Did you mean "items"? |
                    {items} items              | {message} items          | no such placeholder here: {message}. Known: amount, currency, id, items, ms, ref, user |
                    {message}: receipt         | {amount}: receipt        | no such placeholder here: {amount}. Known: currency, message, ms, ref, user |
                    {ms} ms                    | {ms}ms                   | letters, digits, _ or braces beside {ms}. Put a space or another sign between them |
                    {ms} ms                    | {ms}{ms}                 | letters, digits, _ or braces beside {ms}. Put a space or another sign between them |
                    {ms} ms                    | {ms                      | this brace is not closed |
                    {ms} ms                    | ms} ms                   | this brace was not opened |
                    {1-3} pages                | {3-1} pages              | the bounds of {3-1} are not in order |
                    '{by post|by post|to'      | '{by post||to'           | '{by post||to the counter} is no choice between texts' |
                    "Basket {id} is empty"     | " empty"                 | a sentence begins and ends with a word, not with a space |
                    {id} went {                | {id} "went" {            | a sentence is one line without backslashes and " |
                    "Basket {id} is empty"     | "empty", "empty"         | the sentence is given twice |
                    ["Basket {id} is empty"]   | []                       | nothing is said. Leave "says" out |
                    to: redis-shop/getBasket,  | to: shop-db/selectBasket, | no cache is read before this call |
                    on: miss,                  | on: hit,                 | no such value: "hit" in services[0].operations[0].calls[1].on. Known: miss |
                    table: baskets, index      | table: basket, index     | no such table: "basket". Did you mean "baskets"? |
                    index: baskets_user_idx    | index: baskets_usr_idx   | no such index: "baskets_usr_idx" in databases[0].queries[0].index. Did you mean "baskets_user_idx"? |
                    baskets_pkey(id)           | baskets_pkey             | "baskets_pkey" is not of the form name(column, column) |
                    role: reader               | role: standby            | "shop-db" has no replica with role reader | by: reader
                    rows: 90000, statement     | by: reader, statement    | a reader cannot answer a statement that writes |
                    used: 40Gi                 | used: 140Gi              | more is used than the size |
                    used: 600Mi                | used: 2Gi                | more is used than the memory |
                    eviction: allkeys-lru      | eviction: allkeys-lur    | no such value: "allkeys-lur" in caches[0].eviction. Did you mean "allkeys-lfu"? |
                    broker: kafka              | broker: kfka             | no such broker: "kfka" in queues[0].broker. Did you mean "kafka"? |
                    replication: 3             | replication: 4           | more copies than "kafka" has nodes |
                    dead_letters: orders-dead  | dead_letters: order-ded  | no such queue: "order-ded" in queues[0].consumers[0].dead_letters. Did you mean "orders-dead"? |
                    bucket: receipts, mean     | bucket: receipt, mean    | no such bucket: "receipt". Did you mean "receipts"? |
                    index: products, http      | index: product, http     | no such index: "product". Did you mean "products"? |
                    schedule: "30 2 * * *"     | schedule: "30 2 * * 1"   | "30 2 * * 1" is not a schedule. Write minute and hour of a cron expression, as in "*/15 * * * *" or "30 2,14 * * *"; days are not supported yet |
                    region: north, runs_for    | region: west, runs_for   | no such region: "west" in jobs[0].region. Known: north, south |
                    to: shop-db/sweepBaskets   | to: shop-db/swepBaskets  | "shop-db" has no operation "swepBaskets". Did you mean "sweepBaskets"? |
                    min: 2, max: 6             | min: 7, max: 6           | min 7 is above max 6 |
                    min: 2, max: 6             | min: 3, max: 6           | "web" starts with 2 replicas, not with 3..6 |
                    new-basket, service: web   | new-basket, service: wb  | no such service: "wb" in flags[0].service. Did you mean "web"? |
                    example, service: web      | example, service: wb     | no such service: "wb" in ingress.rules[0].service. Did you mean "web"? |
                    component: shop-db         | component: shop-dbs      | no such component: "shop-dbs" in dns_records[0].component. Did you mean "shop-db"? |
                    terminator: gateway        | terminator: gatway       | no such component: "gatway" in certificates[0].terminator. Did you mean "gateway"? |
                    expires_in: 40d            | expires_in: 20d          | it would have been renewed before the start |
                    services: [web]            | services: [wbe]          | no such service: "wbe" in secrets[0].services[0]. Did you mean "web"? |
                    job: postgres              | job: postgre             | no such scrape job: "postgre". Did you mean "postgres"? |
                    timeout: 10s, sample       | timeout: 20s, sample     | the timeout is longer than the interval |
                    receiver: page             | receiver: pge            | undefined receiver "pge" used in route. Did you mean "page"? |
                    receiver: chat             | group_wait: 30s          | root route must specify a default receiver |
                    ingest: 16Mi, bucket: receipts | ingest: 16Mi, bucket: logs | no such bucket: "logs" in monitoring.loki.bucket. Known: receipts |
                    customers: [web]           | customers: [wbe]         | no such service: "wbe" in business.customers[0]. Did you mean "web"? |
                    orders: [web/buy]          | orders: [web/bye]        | "web" has no operation "bye". Did you mean "buy"? |
                    orders: [web/buy]          | orders: [mailer/onOrder] | "mailer" is not among the customers' services |
                    currencies: EUR            | currencies: Euro         | "Euro" is not a currency, such as EUR |
                    objective: 99.9%           | objective: 199%          | "199%" is not a share in slos[0].objective. Give 0..1 or 0%..100% |
                    """)
    void refusesMistakesWithTheirPlace(
            String from, String to, String message, @Nullable String line) {
        assertTrue(SHOP.contains(from), from);
        var text = SHOP.replaceFirst(Pattern.quote(from), to.replace('~', '\n'));
        var error = assertThrows(FileError.class, () -> EstateFile.read("shop.yaml", text));
        assertEquals(message, error.what() + (error.hint().isEmpty() ? "" : ". " + error.hint()));
        var named = text.lines().toList().get(error.line() - 1);
        assertTrue(named.contains(line == null ? to : line), error.getMessage() + named);
    }

    @Test
    void refusesTreesThatAreTooDeepOrTooLarge() {
        var call = "- {to: web/%s, timeout: 1s}\n          ".formatted("step");
        assertTree("calls are nested more than 8 deep", 8, call.replace("step", "step1"));
        assertTree(
                "the call tree has 121 calls, more than 120",
                1,
                call.replace("step", "step1").repeat(114));
        EstateFile.read("shop.yaml", withSteps(7, call.replace("step", "step1")));
    }

    private static void assertTree(String message, int steps, String calls) {
        var text = withSteps(steps, calls);
        var error = assertThrows(FileError.class, () -> EstateFile.read("shop.yaml", text));
        assertEquals(message, error.what());
    }

    /// The shop where `buy` makes these calls too, and `step1` calls `step2` and so on.
    private static String withSteps(int steps, String calls) {
        var operations = new StringBuilder();
        for (int step = 1; step <= steps; step++) {
            operations
                    .append("      - name: step")
                    .append(step)
                    .append("\n        http: GET /step\n        cpu: 1ms\n");
            if (step < steps) {
                operations
                        .append("        calls: [{to: web/step")
                        .append(step + 1)
                        .append(", timeout: 1s}]\n");
            }
        }
        return SHOP.replace(
                        "          - {to: redis-shop/getBasket",
                        "          " + calls + "- {to: redis-shop/getBasket")
                .replace("  - name: mailer\n", operations + "  - name: mailer\n");
    }
}
