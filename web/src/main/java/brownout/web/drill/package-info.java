// SPDX-License-Identifier: Apache-2.0
/// The drill API under `/api/v1`.
@NullMarked
package brownout.web.drill;

import org.jspecify.annotations.NullMarked;
