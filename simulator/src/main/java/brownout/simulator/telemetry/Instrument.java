// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.MetricStore.MetricMetadata;
import java.util.List;

/// Makes the rows of [Instruments].
final class Instrument {
    /// Base units of OpenMetrics that metrics here are in.
    private static final List<String> UNITS = List.of("seconds", "bytes", "milliseconds", "ratio");

    private static final List<String> AFTER_UNITS = List.of("_total", "_info");

    private Instrument() {}

    static MetricMetadata counter(String name, String help) {
        return row(name, "counter", help);
    }

    static MetricMetadata gauge(String name, String help) {
        return row(name, "gauge", help);
    }

    /// Its series are `name_bucket`, `name_sum` and `name_count`.
    static MetricMetadata histogram(String name, String help) {
        return row(name, "histogram", help);
    }

    /// Its series are `name_sum` and `name_count`, and `name` where it has quantiles.
    static MetricMetadata summary(String name, String help) {
        return row(name, "summary", help);
    }

    private static MetricMetadata row(String name, String type, String help) {
        return new MetricMetadata(name, type, help, unit(name));
    }

    /// The unit that a name ends with, as OpenMetrics wants it, or "". Where an exporter's name does not
    /// say the unit there is none, whatever the values are.
    private static String unit(String name) {
        var base = name;
        for (var end : AFTER_UNITS) {
            base = base.endsWith(end) ? base.substring(0, base.length() - end.length()) : base;
        }
        var last = base.substring(base.lastIndexOf('_') + 1);
        return UNITS.contains(last) ? last : "";
    }
}
