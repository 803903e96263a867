// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import java.util.List;

/// A run as its pages show it before any module has loaded: the incident bar, the navigation and the
/// declare form. Times are world time, UTC; milliseconds since 1970 where the name says so. While
/// `preparing` the world is being computed: it has no phases and changes to show yet.
public record RunView(
        String id,
        String drill,
        String title,
        String place,
        boolean closed,
        long zeroMillis,
        long startMillis,
        long nowMillis,
        String world,
        String clock,
        int limitSeconds,
        String left,
        String severity,
        List<SeverityChoice> severities,
        List<PhaseView> phases,
        String front,
        List<String> services,
        List<String> components,
        List<String> regions,
        List<MechanismChoice> mechanisms,
        List<ChangeRow> changes,
        List<PinRow> pins,
        String notice,
        boolean preparing) {
    public RunView {
        severities = List.copyOf(severities);
        phases = List.copyOf(phases);
        services = List.copyOf(services);
        components = List.copyOf(components);
        regions = List.copyOf(regions);
        mechanisms = List.copyOf(mechanisms);
        changes = List.copyOf(changes);
        pins = List.copyOf(pins);
    }

    /// A row of the severity table.
    public record SeverityChoice(String name, String impact, String response) {}

    /// `state` is done, now or empty; `time` since the start, as `1:52`, or empty.
    public record PhaseView(String name, String state, String time) {}

    /// A choice of the declare form; `id` as events write it.
    public record MechanismChoice(String id, String name, String meaning) {}

    /// A row of the change feed; `id` as a declaration's trigger names it.
    public record ChangeRow(
            String id,
            String time,
            String kind,
            String target,
            String summary,
            String actor,
            String detail) {}

    /// A kept view. `kind` is the icon of its signal.
    public record PinRow(String id, String kind, String title, String url, String time) {}

    public String serviceNames() {
        return String.join(" ", services);
    }

    public String componentNames() {
        return String.join(" ", components);
    }

    public String regionNames() {
        return String.join(" ", regions);
    }

    public int componentCount() {
        return components.size();
    }

    public int mechanismCount() {
        return mechanisms.size();
    }
}
