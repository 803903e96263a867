// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.web.lint;

import org.jspecify.annotations.NullMarked;
