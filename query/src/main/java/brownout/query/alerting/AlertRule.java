// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// One alerting rule: label and annotation values are templates. An alert fires once its series has been
/// there for `forMillis`, and goes on for `keepFiringForMillis` after it is gone.
public record AlertRule(
        String name,
        String expr,
        long forMillis,
        long keepFiringForMillis,
        Map<String, String> labels,
        Map<String, String> annotations)
        implements Rule {
    public AlertRule {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    /// A rule whose alerts end as soon as their series are gone.
    public AlertRule(
            String name,
            String expr,
            long forMillis,
            Map<String, String> labels,
            Map<String, String> annotations) {
        this(name, expr, forMillis, 0, labels, annotations);
    }
}
