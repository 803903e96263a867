// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

/// What a plan costs in the planner's units, and what a unit takes.
///
/// Source: PostgreSQL 16 documentation, 20.7.2 "Planner Cost Constants" (seq_page_cost 1,
/// random_page_cost 1.1 as for SSDs, cpu_tuple_cost 0.01, cpu_index_tuple_cost 0.005,
/// cpu_operator_cost 0.0025) and the shapes of cost_seqscan and cost_index.
public final class PlanCost {
    /// Seconds of work that one unit is, tables being cached.
    public static final double UNIT_SECONDS = 4e-6;

    private static final int PAGE_BYTES = 8192;
    private static final double FILL = 0.9;

    private PlanCost() {}

    /// Pages of a table.
    public static double pages(double rows, int rowBytes) {
        return Math.max(1, rows * rowBytes / (PAGE_BYTES * FILL));
    }

    /// Of reading a whole table of `rows` (>= 0) rows and testing each.
    public static double scan(double rows, int rowBytes) {
        return pages(rows, rowBytes) + rows * (0.01 + 0.0025);
    }

    /// Of finding `matched` rows by a B-tree over `rows` rows.
    public static double index(double rows, double matched) {
        double depth = StrictMath.log(Math.max(2, rows)) / StrictMath.log(2);
        double descent = depth * 0.0025 + levels(rows) * 50 * 0.0025;
        return descent + matched * (1.1 + 0.01 + 0.005 + 0.0025);
    }

    /// Levels of a B-tree of about 300 entries a page, at least 1.
    public static double levels(double rows) {
        return 1 + Math.floor(StrictMath.log(Math.max(2, rows)) / StrictMath.log(300));
    }
}
