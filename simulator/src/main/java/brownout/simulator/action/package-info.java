// SPDX-License-Identifier: Apache-2.0
/// What people may do to the estate: the catalogue, the command line and the dry run.
@NullMarked
package brownout.simulator.action;

import org.jspecify.annotations.NullMarked;
