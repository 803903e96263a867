// SPDX-License-Identifier: Apache-2.0
/// Points with their reasons: pure functions of key, telemetry and events.
@NullMarked
package brownout.scoring.rubric;

import org.jspecify.annotations.NullMarked;
