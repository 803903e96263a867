// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.web.api;

import org.jspecify.annotations.NullMarked;
