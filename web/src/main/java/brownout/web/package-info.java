// SPDX-License-Identifier: Apache-2.0
/// The server: wiring, configuration, the wall clock.
@NullMarked
package brownout.web;

import org.jspecify.annotations.NullMarked;
