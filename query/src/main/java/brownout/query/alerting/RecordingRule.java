// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A rule that writes its result as series called `name`, with `labels` put over those of the result.
public record RecordingRule(String name, String expr, Map<String, String> labels) implements Rule {
    public RecordingRule {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
}
