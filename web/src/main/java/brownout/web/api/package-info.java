// SPDX-License-Identifier: Apache-2.0
/// What the four telemetry APIs have in common.
@NullMarked
package brownout.web.api;

import org.jspecify.annotations.NullMarked;
