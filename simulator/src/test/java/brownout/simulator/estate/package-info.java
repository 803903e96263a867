// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.simulator.estate;

import org.jspecify.annotations.NullMarked;
