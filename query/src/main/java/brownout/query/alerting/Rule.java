// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import java.util.Map;

/// One rule as its file has it: `expr` is a query in the language of its group. What the group says
/// about labels is in here already.
public sealed interface Rule permits AlertRule, RecordingRule {
    /// The alert's name, or that of the metric.
    String name();

    String expr();

    /// By name; of an alert the values are templates.
    Map<String, String> labels();
}
