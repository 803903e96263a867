// SPDX-License-Identifier: Apache-2.0
/// What must survive: the event log, the documents it pins, the view log.
@NullMarked
package brownout.web.store;

import org.jspecify.annotations.NullMarked;
