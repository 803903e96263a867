// SPDX-License-Identifier: Apache-2.0
@NullMarked
package brownout.query.alerting;

import org.jspecify.annotations.NullMarked;
