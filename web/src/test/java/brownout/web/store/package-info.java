// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.web.store;

import org.jspecify.annotations.NullMarked;
