// SPDX-License-Identifier: Apache-2.0
/// The formulas of the simulation, one per file, each with its source. Pure functions of numbers.
@NullMarked
package brownout.simulator.model;

import org.jspecify.annotations.NullMarked;
