// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

/// What of a timeline may be seen: nothing that ends after the close of `nowTick`. Every store is read
/// through one of these.
public record Visibility(int nowTick) {}
