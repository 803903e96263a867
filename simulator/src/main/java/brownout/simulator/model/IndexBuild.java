// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

/// How long an index takes to build: one pass over the table and a sort, at about 400,000 rows a
/// second; without locking out writers two passes and a wait for those that are under way.
///
/// Source: PostgreSQL 16 documentation, CREATE INDEX, "Building Indexes Concurrently"; the rate is that
/// of a B-tree over a few million rows on one core of a current server.
public final class IndexBuild {
    private static final double ROWS_PER_SECOND = 400_000;
    private static final double LEAST_SECONDS = 5;

    private IndexBuild() {}

    /// Seconds for a table of `rows` (>= 0) rows.
    public static double seconds(double rows, boolean concurrently) {
        double once = LEAST_SECONDS + rows / ROWS_PER_SECOND;
        return concurrently ? 2.2 * once : once;
    }
}
