// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import java.util.List;

/// Rules evaluated together, in order, every `intervalMillis`.
public record RuleGroup(String name, String file, long intervalMillis, List<AlertRule> rules) {
    public RuleGroup {
        rules = List.copyOf(rules);
    }
}
