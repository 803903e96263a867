// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.simulator.fault;

import org.jspecify.annotations.NullMarked;
