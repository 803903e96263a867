// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.simulator.inject;

import org.jspecify.annotations.NullMarked;
