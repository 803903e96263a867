// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

/// The simulated company as its file describes it.
public record Estate(String name) {}
