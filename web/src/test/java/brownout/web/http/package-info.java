// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.web.http;

import org.jspecify.annotations.NullMarked;
