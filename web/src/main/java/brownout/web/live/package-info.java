// SPDX-License-Identifier: Apache-2.0
/// The event stream of a run.
@NullMarked
package brownout.web.live;

import org.jspecify.annotations.NullMarked;
