// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Budget;
import brownout.query.data.Matcher;
import brownout.query.data.Trace;
import brownout.query.logql.LogQl;
import brownout.query.logql.Value;
import brownout.simulator.Shops;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.NodeEffect;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the ingress says where services do not answer, and that queries of a status rate find it.
class AccessLogTest {
    private static final String PATTERN =
            " | pattern `[<_>] \"<method> <path> <_>\" <status> <flags> <_> <_> <duration> <_>"
                    + " \"<client>\" \"<agent>\" \"<request_id>\" \"<host>\" \"<upstream>\"`";

    /// The south loses all its pods, and one of the north's nodes is taken away.
    private static final Shops.Shop SHOP =
            Shops.run(
                    3,
                    -301,
                    Shops.at(-540, new Effect.Scale("web", "south", 0)),
                    Shops.at(-500, new NodeEffect.Lose("node-1")));

    private static Map<String, Double> vector(String query) {
        var at = (Shops.T0 - 300) * 1_000_000_000L;
        var value =
                LogQl.instant(SHOP.telemetry().logs(), LogQl.parse(query), at, Budget.UNLIMITED);
        var found = new TreeMap<String, Double>();
        for (var sample : ((Value.Vector) value).samples()) {
            found.put(sample.labels().toString(), sample.value());
        }
        return found;
    }

    @Test
    void aProxyAnswersWhereNoPodDoes() {
        var counts =
                vector(
                        "sum by (region, status, flags) (count_over_time({job=\"gateway\"}"
                                + PATTERN
                                + "[240s]))");
        assertTrue(
                counts.getOrDefault("{flags=\"UH\", region=\"south\", status=\"503\"}", 0.0) > 400,
                counts + "");
        assertTrue(
                counts.getOrDefault("{flags=\"UT\", region=\"north\", status=\"504\"}", 0.0) > 10,
                counts + "");
        assertTrue(
                counts.getOrDefault("{flags=\"UC\", region=\"north\", status=\"503\"}", 0.0) > 0,
                counts + "");
        var roots =
                SHOP.spans(-540, -300).stream()
                        .filter(span -> span.parentId() == 0 && span.kind() == Trace.Kind.SERVER)
                        .count();
        double answered = 0;
        for (var each : counts.entrySet()) {
            answered += each.getKey().contains("flags=\"-\"") ? each.getValue() : 0;
        }
        assertEquals((double) roots, answered, counts + "");
    }

    @Test
    void linesNameWhoAskedForWhatAndWhoAnswered() {
        var lines = SHOP.lines(-600, -541, List.of(Matcher.equal("service", "gateway")));
        assertTrue(
                lines.getFirst()
                        .matches(
                                "\\[2025-11-24T15:[45][90]:[05]\\d\\.\\d{3}Z] \"POST /buy HTTP/2\" 200 - \\d+ \\d+"
                                        + " \\d+ \\d+ \"198\\.1[89]\\.\\d+\\.\\d+\" \"(Mozilla/5.0 .*|okhttp.*)\""
                                        + " \"[0-9a-f]{32}\" \"www.shop.example\" \"10\\.[0-9.]+:8080\""),
                lines.getFirst());
        var rate =
                vector(
                        "sum by (host, path) (rate({service=\"gateway\", region=\"north\"}"
                                + PATTERN
                                + " | status=`200` [60s] offset 240s))");
        assertEquals(1, rate.size(), rate + "");
        assertTrue(rate.containsKey("{host=\"www.shop.example\", path=\"/buy\"}"), rate + "");
    }
}
