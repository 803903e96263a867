// SPDX-License-Identifier: Apache-2.0

/// What an estate's files imply, computed without running it: how busy each part is at the start.
@NullMarked
package brownout.simulator.plan;

import org.jspecify.annotations.NullMarked;
