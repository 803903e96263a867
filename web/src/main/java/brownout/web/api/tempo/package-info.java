// SPDX-License-Identifier: Apache-2.0
/// The tempo API of a run.
@NullMarked
package brownout.web.api.tempo;

import org.jspecify.annotations.NullMarked;
