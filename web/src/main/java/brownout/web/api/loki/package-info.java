// SPDX-License-Identifier: Apache-2.0
/// The loki API of a run.
@NullMarked
package brownout.web.api.loki;

import org.jspecify.annotations.NullMarked;
