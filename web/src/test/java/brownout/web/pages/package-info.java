// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.web.pages;

import org.jspecify.annotations.NullMarked;
