// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import java.util.List;

/// The outcome of evaluating a rule group once: the state to go on from, and every alert that
/// entered another state, in rule order, then label order.
public record Evaluation(GroupState state, List<AlertTransition> transitions) {
    public Evaluation {
        transitions = List.copyOf(transitions);
    }
}
