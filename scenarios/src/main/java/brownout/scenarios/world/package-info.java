// SPDX-License-Identifier: Apache-2.0
/// Timelines of scenarios and runs, and what they cost the users.
@NullMarked
package brownout.scenarios.world;

import org.jspecify.annotations.NullMarked;
