// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// Something an actor did to the estate, as it took effect; see `telemetry.Change`.
public record ChangeRow(
        int tick, String kind, String target, String actor, String summary, String detail) {}
