// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.simulator.model;

import org.jspecify.annotations.NullMarked;
