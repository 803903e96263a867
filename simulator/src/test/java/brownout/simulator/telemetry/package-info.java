// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.simulator.telemetry;

import org.jspecify.annotations.NullMarked;
