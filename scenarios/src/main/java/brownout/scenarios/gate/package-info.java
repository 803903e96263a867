// SPDX-License-Identifier: Apache-2.0
/// Machine checks that every scenario must pass.
@NullMarked
package brownout.scenarios.gate;

import org.jspecify.annotations.NullMarked;
