// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.simulator.engine;

import org.jspecify.annotations.NullMarked;
