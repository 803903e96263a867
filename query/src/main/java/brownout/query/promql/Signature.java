// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.promql.Expr.Matching;
import java.util.Set;

/// What two series must have in common to meet: the labels of `on`, or all but those of `ignoring`
/// and the metric name.
record Signature(boolean on, Set<String> names) {
    static Signature of(Matching matching) {
        return new Signature(matching.on(), Set.copyOf(matching.labels())); // lookup only
    }

    Labels of(Labels labels) {
        return on
                ? labels.keepNames(names::contains)
                : labels.keepNames(name -> !names.contains(name) && !name.equals(Labels.NAME));
    }

    /// The labels of a one-to-one result; as [#of], but `ignoring` leaves the metric name.
    Labels kept(Labels labels) {
        return on
                ? labels.keepNames(names::contains)
                : labels.keepNames(name -> !names.contains(name));
    }
}
