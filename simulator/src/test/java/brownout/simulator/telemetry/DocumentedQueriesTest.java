// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import brownout.query.data.Budget;
import brownout.query.data.LogStore;
import brownout.query.data.TimeRange;
import brownout.query.logql.Expr;
import brownout.query.logql.LogQl;
import brownout.query.promql.PromQl;
import brownout.simulator.Shops;
import brownout.simulator.fault.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every query that `docs/differences.md` shows has an answer where people do something and a region
/// fails.
class DocumentedQueriesTest {
    private static final int NOW = -300;
    private static final Telemetry SHOP =
            Shops.run(
                            3,
                            NOW - 1,
                            Shops.at(-500, new Effect.Scale("web", "south", 0)),
                            Shops.at(-320, new Effect.Deploy("web", "1.1.0", Map.of())))
                    .telemetry();

    @Test
    void theyHaveAnAnswer() throws IOException {
        var queries = queries("logql");
        assertEquals(5, queries.size());
        for (var query : queries) {
            assertFalse(isUnanswered(query), query);
        }
        for (var query : queries("promql")) {
            var expr = PromQl.parse(query);
            long at = (Shops.T0 + NOW) * 1000;
            var value = PromQl.instant(SHOP.metrics(), expr, at, PromQl.Options.DEFAULT).value();
            var vector = (brownout.query.promql.Value.Vector) value;
            assertEquals(1, vector.samples().size(), query);
        }
    }

    /// Lines of the fenced blocks of a language.
    private static List<String> queries(String language) throws IOException {
        var found = new ArrayList<String>();
        boolean isInside = false;
        for (var line : Files.readAllLines(Path.of("../docs/differences.md"))) {
            if (line.startsWith("```")) {
                isInside = line.equals("```" + language);
            } else if (isInside) {
                found.add(line);
            }
        }
        return found;
    }

    private static boolean isUnanswered(String query) {
        var expr = LogQl.parse(query);
        long now = (Shops.T0 + NOW) * 1_000_000_000L;
        if (expr instanceof Expr.Log) {
            var range = new TimeRange(now - 300_000_000_000L, now);
            var direction = LogStore.Direction.BACKWARD;
            return LogQl.logs(SHOP.logs(), expr, range, direction, 10, Budget.UNLIMITED)
                    .entries()
                    .isEmpty();
        }
        var value = LogQl.instant(SHOP.logs(), expr, now, Budget.UNLIMITED);
        return ((brownout.query.logql.Value.Vector) value).samples().isEmpty();
    }
}
