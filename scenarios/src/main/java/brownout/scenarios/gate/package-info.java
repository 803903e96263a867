// SPDX-License-Identifier: Apache-2.0
/// Gates that every scenario must pass before anybody plays it, and figures of how hard it is.
@NullMarked
package brownout.scenarios.gate;

import org.jspecify.annotations.NullMarked;
