// SPDX-License-Identifier: Apache-2.0
/// The command that checks scenarios.
@NullMarked
package brownout.web.lint;

import org.jspecify.annotations.NullMarked;
