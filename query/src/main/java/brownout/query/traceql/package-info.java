// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.query.traceql;

import org.jspecify.annotations.NullMarked;
