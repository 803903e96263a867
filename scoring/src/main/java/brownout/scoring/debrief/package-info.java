// SPDX-License-Identifier: Apache-2.0
/// What a closed run has to teach.
@NullMarked
package brownout.scoring.debrief;

import org.jspecify.annotations.NullMarked;
