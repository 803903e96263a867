// SPDX-License-Identifier: Apache-2.0
/// Alertmanager's semantics as pure functions over time: which alerts are grouped, held back, sent and
/// repeated. A [Router] is a compiled configuration; `router.step(state, now, inbox)` gives the next
/// [RoutingState] and the notifications that left. No clock, no I/O: a caller feeds it the alerts that
/// rules sent and the time, and delivers (or shows) what comes out.
///
///     Config.read(file, text)  ->  new Router(config)
///     RoutingState.EMPTY  --step-->  RoutingState  --step-->  …      one state per Alertmanager
///     Cluster             --step-->  Cluster                         several of them, with or without gossip
///     AlertViews.of(router, state, silences, now)                    what the v2 API lists
///     Payload.of(notification, externalUrl).json()                   what a webhook receives
@NullMarked
package brownout.query.routing;

import org.jspecify.annotations.NullMarked;
