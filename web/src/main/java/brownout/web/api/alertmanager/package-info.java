// SPDX-License-Identifier: Apache-2.0
/// The alertmanager API of a run.
@NullMarked
package brownout.web.api.alertmanager;

import org.jspecify.annotations.NullMarked;
