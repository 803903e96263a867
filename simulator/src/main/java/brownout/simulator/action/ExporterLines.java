// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Collectors;
import brownout.simulator.telemetry.Telemetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What exporters log: when they end and begin, and what they could not answer. No log store takes it.
final class ExporterLines {
    private static final int SCRAPE_SECONDS = 15;
    private static final String GATHERING =
            "level=error msg=\"error gathering metrics\" status=500";
    private static final String TOO_LATE =
            "level=error msg=\"error encoding and sending metric family: broken pipe\"";

    /// A line that was written in `tick`.
    private record Line(int tick, String text) {}

    private ExporterLines() {}

    /// The newest `tail` lines of the last `seconds` that the exporters called `name` wrote in `region`
    /// ("" = all), oldest first.
    static List<String> newest(Telemetry now, String name, String region, int seconds, int tail) {
        int first = now.nowTick() + 1 - seconds;
        var jobs = Collectors.jobs(name, now.snapshot().world.estate);
        var lines = new ArrayList<Line>();
        for (var unit : TargetInspections.units(now)) {
            if (jobs.contains(unit.job()) && (region.isEmpty() || region.equals(unit.region()))) {
                for (var outage : now.snapshot().collectors.outages(unit.job(), unit.region())) {
                    int last = now.nowTick();
                    switch (outage.error()) {
                        case REFUSED -> life(unit, outage, lines);
                        case STATUS_500 -> failures(unit, outage, first, last, GATHERING, lines);
                        case TIMEOUT -> failures(unit, outage, first, last, TOO_LATE, lines);
                        case SAMPLE_LIMIT -> {} // the exporter never hears of it
                    }
                }
            }
        }
        lines.removeIf(line -> line.tick() < first || line.tick() > now.nowTick());
        lines.sort(Comparator.comparingInt(Line::tick));
        long t0 = now.nowSeconds() - now.nowTick() - 1;
        return lines.subList(Math.max(0, lines.size() - tail), lines.size()).stream()
                .map(line -> "ts=" + Instant.ofEpochSecond(t0 + line.tick()) + " " + line.text())
                .toList();
    }

    private static void life(
            TargetInspections.Unit unit, Collectors.Outage outage, List<Line> lines) {
        var at = " instance=" + unit.instance();
        lines.add(
                new Line(
                        outage.from(),
                        "level=error msg=\"main process exited, status=1/FAILURE\"" + at));
        if (outage.to() != Collectors.NEVER) {
            lines.add(new Line(outage.to(), "level=info msg=\"Listening on\"" + at));
        }
    }

    private static void failures(
            TargetInspections.Unit unit,
            Collectors.Outage outage,
            int first,
            int last,
            String text,
            List<Line> lines) {
        int from = Math.max(first, outage.from());
        for (int tick = from + Math.floorMod(-1 - from, SCRAPE_SECONDS);
                tick <= last;
                tick += SCRAPE_SECONDS) {
            if (outage.fails(unit.labels().get("instance"), tick)) {
                lines.add(new Line(tick, text + " instance=" + unit.instance()));
            }
        }
    }
}
