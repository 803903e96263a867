// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

/// 128 secret bits of a run: its trace and span ids are a bijection of coordinates under this key, so
/// another run's ids mean nothing here. Forks and counterfactuals of a run reuse it.
public record RunKey(long high, long low) {}
