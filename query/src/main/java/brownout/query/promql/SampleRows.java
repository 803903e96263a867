// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.Samples;

/// The series under a range vector expression, before windows are cut: raw samples of a selector, or
/// the values of a subquery. No stale markers among them.
interface SampleRows {
    int size();

    Labels labels(int row);

    boolean dropsName(int row);

    /// As [Rows#distinct].
    default boolean distinct() {
        return false;
    }

    /// As [Rows#oneName].
    default boolean oneName() {
        return false;
    }

    Samples samples(int row);
}
