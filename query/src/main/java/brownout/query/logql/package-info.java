// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.query.logql;

import org.jspecify.annotations.NullMarked;
