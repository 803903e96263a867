// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.query.promql;

import org.jspecify.annotations.NullMarked;
