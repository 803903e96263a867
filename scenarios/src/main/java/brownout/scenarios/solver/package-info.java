// SPDX-License-Identifier: Apache-2.0
/// Baseline solvers: what simple rules find in the telemetry of a drill, without knowing it.
@NullMarked
package brownout.scenarios.solver;

import org.jspecify.annotations.NullMarked;
