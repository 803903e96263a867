// SPDX-License-Identifier: Apache-2.0
/// Pushes a run into real systems while it goes on: Prometheus remote-write, Loki push, OTLP/HTTP.
@NullMarked
package brownout.web.export.push;

import org.jspecify.annotations.NullMarked;
