// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.simulator.alerting;

import org.jspecify.annotations.NullMarked;
