// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.query.data;

import org.jspecify.annotations.NullMarked;
