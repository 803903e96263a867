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
                    if (outage.share() >= 1) {
                        life(unit, outage, lines);
                    } else {
                        failures(unit, outage, first, now.nowTick(), lines);
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
            List<Line> lines) {
        int from = Math.max(first, outage.from());
        for (int tick = from + Math.floorMod(-1 - from, SCRAPE_SECONDS);
                tick <= last;
                tick += SCRAPE_SECONDS) {
            if (outage.fails(unit.labels().get("instance"), tick)) {
                lines.add(
                        new Line(
                                tick,
                                "level=error msg=\"error gathering metrics\" status=500 instance="
                                        + unit.instance()));
            }
        }
    }
}
