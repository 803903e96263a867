// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

/// One row of the change feed: what anyone in the company could have read there. `kind` is deploy,
/// rollback, config, restart, scale or pool; `summary` is one line; `detail` says before and after.
public record Change(
        int tick, String kind, String target, String actor, String summary, String detail) {}
