// SPDX-License-Identifier: Apache-2.0
/// The events of a run, their JSON and the fold into a state.
@NullMarked
package brownout.scoring.event;

import org.jspecify.annotations.NullMarked;
