// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// An effect and when it begins: at the start of `tick`, a second relative to the run's t0 (negative
/// before it). `actor` is who the change feed names, such as `deploy-bot` or a person; an empty actor
/// keeps the effect out of the feed (a fault nobody announced).
public record Scheduled(int tick, Effect effect, String actor) {}
