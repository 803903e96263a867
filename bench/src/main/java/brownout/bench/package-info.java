// SPDX-License-Identifier: Apache-2.0
/// What `./brownout bench` measures: the shapes that docs/benchmarks.md shows beside their budgets.
@NullMarked
package brownout.bench;

import org.jspecify.annotations.NullMarked;
