// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Postgres;
import brownout.simulator.model.PlanCost;
import java.util.Optional;

/// How a server goes about a query class: by an index that helps, else by reading the whole table.
public final class DatabasePlans {
    private static final double LEAST_SECONDS = 0.0002;

    private DatabasePlans() {}

    /// A plan: by way of `index` ("": a sequential scan) it finds `matched` of the table's rows, at
    /// `cost` in the planner's units.
    public record Plan(String index, double matched, double cost) {
        public boolean isScan() {
            return index.isEmpty();
        }
    }

    /// The plan of `query` on a table of `rows` rows in `tick`; empty where the estate does not say
    /// what table it is about.
    public static Optional<Plan> of(
            DatabaseFacts facts,
            Estate.Database database,
            Estate.QueryClass query,
            double rows,
            int tick) {
        return database.table(query.table()).map(table -> plan(facts, table, query, rows, tick));
    }

    private static Plan plan(
            DatabaseFacts facts,
            Postgres.Table table,
            Estate.QueryClass query,
            double rows,
            int tick) {
        double matched =
                query.rows() >= table.rows() / 2.0
                        ? Math.max(1, table.rows() / 1000.0)
                        : query.rows();
        var index = facts.isPlannedBadly(query.name()) ? "" : index(facts, query, tick);
        double cost =
                index.isEmpty()
                        ? PlanCost.scan(rows, table.rowBytes())
                        : PlanCost.index(rows, matched);
        return new Plan(index, matched, cost);
    }

    /// The index that the file names for it, else one that begins with a column of its condition.
    private static String index(DatabaseFacts facts, Estate.QueryClass query, int tick) {
        var found = "";
        for (var index : facts.indexes()) {
            if (index.validTick() > tick || !index.table().equals(query.table())) {
                continue;
            }
            if (index.name().equals(query.index())) {
                return index.name();
            }
            if (found.isEmpty() && isAbout(query.statement(), index.columns().getFirst())) {
                found = index.name();
            }
        }
        return found;
    }

    private static boolean isAbout(String statement, String column) {
        int where = statement.indexOf(" WHERE ");
        return where >= 0 && statement.substring(where).matches(".*\\b" + column + "\\b.*");
    }

    /// How much longer than its usual `meanSeconds` a query takes whose plan costs `cost` where `usual`
    /// is usual.
    static double factor(double cost, double usual, double meanSeconds) {
        if (cost >= usual) {
            return 1 + (cost - usual) * PlanCost.UNIT_SECONDS / meanSeconds;
        }
        return Math.max(cost / usual, Math.min(1, LEAST_SECONDS / meanSeconds));
    }
}
