// SPDX-License-Identifier: Apache-2.0
/// Runs: one private world each, its clock and its one writer.
@NullMarked
package brownout.web.runs;

import org.jspecify.annotations.NullMarked;
