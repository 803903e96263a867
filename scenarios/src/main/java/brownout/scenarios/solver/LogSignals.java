// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.solver;

import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.data.LogStore.Direction;
import brownout.query.data.LogStore.LineHints;
import brownout.query.data.Matcher;
import brownout.query.data.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Lines of each level from WARN up, per second and service.
final class LogSignals {
    private static final List<Matcher> LOUD =
            List.of(new Matcher(Matcher.Type.MATCH, "level", "(?i)warn|warning|error|fatal"));
    private static final double FLOOR = .2;

    private LogSignals() {}

    static List<Signal> read(LogStore logs, Window window) {
        var rates = new TreeMap<String, SortedMap<String, double[]>>();
        count(logs, window, window.quiet(), 0, rates);
        count(logs, window, window.bad(), window.quietSteps(), rates);
        var found = new ArrayList<Signal>();
        rates.forEach((level, byService) ->
                byService.forEach((service, values) ->
                        found.add(
                                new Signal(
                                        service,
                                        level + " lines",
                                        Signal.Source.LOGS,
                                        Signal.Role.SYMPTOM,
                                        FLOOR,
                                        values))));
        return found;
    }

    private static void count(
            LogStore logs,
            Window window,
            TimeRange range,
            int firstStep,
            SortedMap<String, SortedMap<String, double[]>> rates) {
        var step = Duration.ofMillis(Window.STEP_MILLIS);
        double perSecond = 1000.0 / Window.STEP_MILLIS;
        var counted = logs.count(LOUD, LineHints.NONE, range, step);
        if (counted.isPresent()) {
            var matrix = counted.get();
            for (int s = 0; s < matrix.streams().size(); s++) {
                var values = row(rates, matrix.streams().get(s), window);
                var counts = matrix.counts()[s];
                for (int i = 0; i < counts.length; i++) {
                    values[firstStep + i] += counts[i] * perSecond;
                }
            }
            return;
        }
        var lines = logs.read(LOUD, LineHints.NONE, range, Direction.FORWARD, 0);
        while (lines.next()) {
            var entry = lines.entry();
            int at = window.step(Math.ceilDiv(entry.timeNanos(), 1_000_000L));
            if (at >= 0) {
                row(rates, entry.stream(), window)[at] += perSecond;
            }
        }
    }

    private static double[] row(
            SortedMap<String, SortedMap<String, double[]>> rates, Labels stream, Window window) {
        return rates.computeIfAbsent(stream.get("level"), _ -> new TreeMap<>())
                .computeIfAbsent(stream.get("service"), _ -> new double[window.steps()]);
    }
}
