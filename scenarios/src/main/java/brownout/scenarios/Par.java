// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

/// What a practised responder needs, in seconds from the first alert; `capSeconds` is where the time
/// factor of the root cause reaches its floor.
public record Par(int detectSeconds, int rootCauseSeconds, int mitigateSeconds, int capSeconds) {}
