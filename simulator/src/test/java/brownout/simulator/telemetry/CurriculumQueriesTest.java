// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Budget;
import brownout.query.data.LogStore;
import brownout.query.data.TimeRange;
import brownout.query.logql.Expr;
import brownout.query.logql.LogQl;
import brownout.query.promql.PromQl;
import brownout.query.syntax.QueryError;
import brownout.query.syntax.YamlNode;
import brownout.query.traceql.TraceQl;
import brownout.simulator.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every query that the curriculum shows is answered as its file says on a run where nothing is wrong.
class CurriculumQueriesTest {
    private static final int NOW_TICK = -3001;
    private static final long T0 = 1_764_000_000L;
    private static final long NOW = T0 + NOW_TICK + 1;
    private static final Path FILE = Path.of("src/test/resources/curriculum-queries.yaml");

    private interface Asking {
        boolean hasData(Telemetry telemetry, String query);
    }

    @Test
    void theyAreAnsweredAsTheFileSays() throws IOException {
        var timeline = Worlds.history(NOW_TICK);
        var telemetry = new Telemetry(timeline, new Visibility(NOW_TICK), T0, new RunKey(1, 2));
        var root = YamlNode.parse(FILE.toString(), Files.readString(FILE));
        var wrong = new ArrayList<String>();
        int asked = ask(root.items("metrics"), CurriculumQueriesTest::metrics, telemetry, wrong);
        asked += ask(root.items("logs"), CurriculumQueriesTest::logs, telemetry, wrong);
        asked += ask(root.items("traces"), CurriculumQueriesTest::traces, telemetry, wrong);
        assertTrue(asked > 25, asked + " queries");
        assertEquals(List.of(), wrong);
    }

    private static int ask(
            List<YamlNode> items, Asking asking, Telemetry telemetry, List<String> wrong) {
        for (var item : items) {
            var query = item.keys("query", "answer").text("query");
            var answer = answer(asking, telemetry, query);
            if (!answer.equals(item.text("answer"))) {
                wrong.add(item.line() + ": " + query + " is answered with " + answer);
            }
        }
        return items.size();
    }

    private static String answer(Asking asking, Telemetry telemetry, String query) {
        try {
            return asking.hasData(telemetry, query) ? "data" : "empty";
        } catch (QueryError refused) {
            return "refused";
        }
    }

    private static boolean metrics(Telemetry telemetry, String query) {
        var expr = PromQl.parse(query);
        var options = PromQl.Options.DEFAULT;
        var value = PromQl.instant(telemetry.metrics(), expr, NOW * 1000, options).value();
        return value instanceof brownout.query.promql.Value.Vector(var samples)
                && !samples.isEmpty();
    }

    private static boolean logs(Telemetry telemetry, String query) {
        var expr = LogQl.parse(query);
        if (expr instanceof Expr.Log) {
            var streams =
                    LogQl.logs(
                            telemetry.logs(),
                            expr,
                            minutes(5),
                            LogStore.Direction.BACKWARD,
                            10,
                            Budget.UNLIMITED);
            return !streams.entries().isEmpty();
        }
        var value = LogQl.instant(telemetry.logs(), expr, NOW * 1_000_000_000L, Budget.UNLIMITED);
        return value instanceof brownout.query.logql.Value.Vector vector
                && !vector.samples().isEmpty();
    }

    private static boolean traces(Telemetry telemetry, String query) {
        var expr = TraceQl.parse(query);
        return !TraceQl.search(telemetry.traces(), expr, minutes(5), 20, 1, Budget.UNLIMITED)
                .isEmpty();
    }

    private static TimeRange minutes(int count) {
        return new TimeRange((NOW - count * 60L) * 1_000_000_000L, NOW * 1_000_000_000L);
    }
}
