// SPDX-License-Identifier: Apache-2.0
/// What may hold in part of the world for a while, and how requests that meet it fare: data that the
/// fluid model averages over and single requests draw from.
@NullMarked
package brownout.simulator.condition;

import org.jspecify.annotations.NullMarked;
