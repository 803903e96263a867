// SPDX-License-Identifier: Apache-2.0
/// The prometheus API of a run.
@NullMarked
package brownout.web.api.prometheus;

import org.jspecify.annotations.NullMarked;
