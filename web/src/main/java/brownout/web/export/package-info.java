// SPDX-License-Identifier: Apache-2.0
/// The signals of a run in the files and over the protocols that other systems read: metrics as
/// OpenMetrics text, logs as JSON lines, traces as OTLP JSON.
@NullMarked
package brownout.web.export;

import org.jspecify.annotations.NullMarked;
