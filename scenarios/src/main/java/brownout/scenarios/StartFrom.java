// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

/// The signal a drill suggests to start from.
public enum StartFrom {
    METRICS,
    LOGS,
    TRACES,
    ALERTS
}
