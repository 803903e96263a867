// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

/// What a rule group remembers between two evaluations. Immutable, so forks of a timeline share it.
/// `status` is also what the outside sees; its times are in the evaluator's epoch.
public record GroupState(GroupStatus status) {}
