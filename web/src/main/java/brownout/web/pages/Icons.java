// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.scenarios.PathStep;
import brownout.scenarios.Signal;

/// Which icon stands for what.
final class Icons {
    private Icons() {}

    static String of(Signal signal) {
        return switch (signal) {
            case METRIC -> "metric";
            case LOG -> "log";
            case TRACE -> "trace";
            case ALERT -> "bell";
            case CHANGE -> "change";
        };
    }

    static String of(PathStep.Kind kind) {
        return switch (kind) {
            case METRIC -> "metric";
            case LOG -> "log";
            case TRACE -> "trace";
            case ALERT -> "bell";
            case CHANGE -> "change";
            case DECLARE -> "flag";
            case ACT -> "bolt";
        };
    }
}
