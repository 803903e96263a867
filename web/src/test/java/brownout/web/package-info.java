// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.web;

import org.jspecify.annotations.NullMarked;
