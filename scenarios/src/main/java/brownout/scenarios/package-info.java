// SPDX-License-Identifier: Apache-2.0
/// Scenario files, their reader and the catalogue of drills.
@NullMarked
package brownout.scenarios;

import org.jspecify.annotations.NullMarked;
