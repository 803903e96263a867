// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.query.syntax;

import org.jspecify.annotations.NullMarked;
