// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Budget;
import brownout.query.data.Matcher;
import brownout.query.logql.LogQl;
import brownout.query.logql.Value;
import brownout.simulator.Shops;
import brownout.simulator.fault.DatabaseEffect;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.NodeEffect;
import brownout.simulator.fault.Scheduled;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What people do is in the log of changes and in the audit log in the second in which the change feed has
/// it, and not before; what nobody announced is in neither.
class ChangeSignalsTest {
    private static final int SCALED = -540;
    private static final List<Matcher> AUDIT = List.of(Matcher.equal("job", "kubernetes-audit"));
    private static final List<Matcher> CHANGES = List.of(Matcher.equal("job", "changes"));

    private static final Effect INDEX =
            new DatabaseEffect.CreateIndex("shop-db", "south", "baskets", "id, user_id", true);

    private static final Shops.Shop SHOP =
            Shops.run(
                    3,
                    -301,
                    new Scheduled(SCALED, new Effect.Scale("web", "south", 4), "t.weber"),
                    new Scheduled(-500, new Effect.Restart("web", "north"), "ci-bot"),
                    new Scheduled(-450, new NodeEffect.Cordon("node-2", true), "m \"x\" k"),
                    new Scheduled(-440, new Effect.Traffic(1.1), ""),
                    new Scheduled(-430, INDEX, "j.silva"),
                    new Scheduled(
                            -420, new DatabaseEffect.Analyze("shop-db", "", "baskets"), "j.silva"));

    @Test
    void aDatabaseSaysWhoRanWhichStatement() {
        assertEquals(
                List.of(
                        "user=j.silva LOG:  AUDIT: SESSION,1,1,DDL,CREATE INDEX,,,"
                                + "\"CREATE INDEX ON baskets (id, user_id)\",<not logged>"),
                audits(-430));
        assertEquals(
                List.of(
                        "user=j.silva LOG:  AUDIT: SESSION,1,1,MISC,ANALYZE,,,ANALYZE baskets,<not logged>",
                        "user=j.silva LOG:  AUDIT: SESSION,1,1,MISC,ANALYZE,,,ANALYZE baskets,<not logged>"),
                audits(-420));
        assertEquals(3, SHOP.count(-600, -300, "shop-db", "AUDIT: "));
    }

    private static List<String> audits(int tick) {
        return SHOP.lines(tick, tick + 1, "shop-db").stream()
                .map(line -> JsonLine.parse(line).getOrDefault("message", ""))
                .filter(message -> message.contains("AUDIT: "))
                .map(message -> message.replace("\\\"", "\""))
                .toList();
    }

    private static List<String> at(int tick, List<Matcher> stream) {
        return SHOP.lines(tick, tick + 1, stream);
    }

    @Test
    void aChangeIsLoggedInItsSecond() {
        assertEquals(
                List.of(
                        "{\"timestamp\":\"2025-11-24T15:51:00.001000000Z\",\"level\":\"INFO\","
                                + "\"service\":\"changes\",\"message\":\"Scaled web to 4 in south\","
                                + "\"kind\":\"scale\",\"target\":\"web\",\"actor\":\"t.weber\","
                                + "\"detail\":\"replicas 2 -> 4\"}"),
                at(SCALED, CHANGES));
        assertEquals(5, SHOP.lines(-600, -300, CHANGES).size());
        assertEquals(SHOP.telemetry().changes().size(), SHOP.lines(-600, -300, CHANGES).size());
    }

    @Test
    void aCounterGrowsWithTheNextScrape() {
        assertEquals(0, SHOP.at(SCALED, "changes_total", "kind", "scale", "service", "web"));
        assertEquals(1, SHOP.at(SCALED + 15, "changes_total", "kind", "scale", "service", "web"));
        assertEquals(1, SHOP.at(-495, "changes_total", "kind", "restart", "service", "web"));
        assertEquals(1, SHOP.at(-300, "changes_total", "kind", "node"));
        assertEquals(5, SHOP.at(-300, "changes_total"));
    }

    @Test
    void theServerThatWasAskedSaysWhoAskedForWhat() {
        var lines = at(SCALED, AUDIT);
        assertEquals(
                "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"level\":\"Metadata\",\"auditID\":\"#\","
                        + "\"stage\":\"ResponseComplete\","
                        + "\"requestURI\":\"/apis/apps/v1/namespaces/production/deployments/web/scale\","
                        + "\"verb\":\"patch\",\"user\":{\"username\":\"t.weber\"},\"sourceIPs\":[\"#\"],"
                        + "\"userAgent\":\"kubectl/v1.30.4 (linux/amd64) kubernetes/a51b3b7\","
                        + "\"objectRef\":{\"resource\":\"deployments\",\"namespace\":\"production\","
                        + "\"name\":\"web\",\"apiGroup\":\"apps\",\"apiVersion\":\"v1\",\"subresource\":\"scale\"},"
                        + "\"responseStatus\":{\"code\":200},"
                        + "\"requestReceivedTimestamp\":\"#\","
                        + "\"stageTimestamp\":\"2025-11-24T15:51:00.002000Z\"}",
                lines.getFirst()
                        .replaceAll(
                                "(\"(?:auditID|requestReceivedTimestamp)\":|IPs\":\\[)\"[^\"]+\"",
                                "$1\"#\""));
        var by =
                counts(
                        "sum by (region, user_username, verb, objectRef_resource,"
                                + " objectRef_subresource) (count_over_time({job=\"kubernetes-audit\"}"
                                + " | json [300s]))");
        assertEquals(1, get(by, "scale", "south", "t.weber", "patch", "deployments"), by + "");
        assertEquals(1, get(by, "", "north", "ci-bot", "patch", "deployments"), by + "");
        assertEquals(1, get(by, "", "north", "m \"x\" k", "patch", "nodes"), by + "");
        assertTrue(by.keySet().stream().noneMatch(key -> key.contains("kinds")), by + "");
    }

    @Test
    void controllersAskForPodsAsTheyComeAndGo() {
        var by =
                counts(
                        "sum by (region, user_username, verb, objectRef_resource,"
                                + " objectRef_subresource) (count_over_time({job=\"kubernetes-audit\"}"
                                + " | json | user_username=~`system:.*` [300s]))");
        var replicaSets = "system:serviceaccount:kube-system:replicaset-controller";
        assertEquals(2, get(by, "", "south", replicaSets, "create", "pods"), by + "");
        var scheduler = "system:kube-scheduler";
        for (var region : List.of("north", "south")) {
            int made = get(by, "", region, replicaSets, "create", "pods");
            assertEquals(made, events(region, "Scheduled: assigned"), by + "");
            assertEquals(made, get(by, "binding", region, scheduler, "create", "pods"), by + "");
            int gone = get(by, "", region, replicaSets, "delete", "pods");
            assertEquals(gone, events(region, "Stopping pod"), by + "");
        }
    }

    private static int events(String region, String text) {
        var stream =
                List.of(Matcher.equal("job", "kubernetes-events"), Matcher.equal("region", region));
        return (int)
                SHOP.lines(-600, -300, stream).stream().filter(line -> line.contains(text)).count();
    }

    private static int get(
            Map<String, Double> counts,
            String subresource,
            String region,
            String user,
            String verb,
            String resource) {
        var labels = new TreeMap<String, String>();
        labels.put("objectRef_resource", resource);
        labels.put("objectRef_subresource", subresource);
        labels.put("region", region);
        labels.put("user_username", user);
        labels.put("verb", verb);
        var key = brownout.query.data.Labels.of(labels).toString();
        return counts.getOrDefault(key, 0.0).intValue();
    }

    private static Map<String, Double> counts(String query) {
        var at = (Shops.T0 - 300) * 1_000_000_000L;
        var value =
                LogQl.instant(SHOP.telemetry().logs(), LogQl.parse(query), at, Budget.UNLIMITED);
        var found = new TreeMap<String, Double>();
        for (var sample : ((Value.Vector) value).samples()) {
            found.put(sample.labels().toString(), sample.value());
        }
        return found;
    }
}
