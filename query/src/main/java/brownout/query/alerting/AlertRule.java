// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// One alerting rule as its file has it: `expr` is PromQL, label and annotation values are templates.
public record AlertRule(
        String name,
        String expr,
        long forMillis,
        Map<String, String> labels,
        Map<String, String> annotations) {
    public AlertRule {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
}
