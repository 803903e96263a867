// SPDX-License-Identifier: Apache-2.0
/// Go's text templates as configuration files use them: parsed once, with positions, then filled.
@NullMarked
package brownout.query.template;

import org.jspecify.annotations.NullMarked;
