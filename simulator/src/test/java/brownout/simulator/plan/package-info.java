// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.simulator.plan;

import org.jspecify.annotations.NullMarked;
