// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.debrief;

import brownout.scenarios.world.RunWorld;

/// What a debrief compares: the team's world while the run was open, how that went `on`, of which only the
/// objective is asked, and the world in which nobody acts.
public record Compared(RunWorld team, RunWorld on, RunWorld idle) {}
