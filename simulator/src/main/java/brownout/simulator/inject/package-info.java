// SPDX-License-Identifier: Apache-2.0
/// How much of a fault it takes: amounts that are given as what should become of the world are looked for
/// on forks of it.
@NullMarked
package brownout.simulator.inject;

import org.jspecify.annotations.NullMarked;
