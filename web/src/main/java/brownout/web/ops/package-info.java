// SPDX-License-Identifier: Apache-2.0
/// The server as its operator sees it: metrics and health.
@NullMarked
package brownout.web.ops;

import org.jspecify.annotations.NullMarked;
