// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import java.util.Map;

/// One alerting rule as its file has it: `expr` is PromQL, label and annotation values are templates.
public record AlertRule(
        String name,
        String expr,
        long forMillis,
        Map<String, String> labels,
        Map<String, String> annotations) {
    public AlertRule {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }
}
