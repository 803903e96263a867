// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

/// Where something can be seen.
public enum Signal {
    METRIC,
    LOG,
    TRACE,
    ALERT,
    CHANGE
}
