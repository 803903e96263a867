// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// Counts what the stores of logs and traces are sent in a tick, see [Total.Intake]. Not thread-safe.
final class Intake {
    private final World world;
    private final int[] lines; // by region, as the next two
    private final int[] spans;
    private final int[] kept;

    Intake(World world) {
        this.world = world;
        lines = new int[world.regions];
        spans = new int[world.regions];
        kept = new int[world.regions];
    }

    /// A request line that a pod wrote in `tick`.
    void line(State state, int podId, int tick) {
        var pod = state.fleet.pod(podId);
        if (state.collectors.hasSilences()) {
            state.totals.add(fate(state, pod, tick), pod.region, 1);
        } else {
            lines[pod.region]++;
        }
    }

    private Total.Intake fate(State state, Pod pod, int tick) {
        var total = Total.Intake.LINES;
        var service = world.service(pod.service).name();
        var region = world.estate.regions().get(pod.region).name();
        for (var silence : state.collectors.silences(service, region)) {
            boolean meant = silence.node().isEmpty() || silence.node().equals(pod.node);
            if (meant && silence.hides(tick, tick)) {
                total = silence.isLost() ? Total.Intake.LINES_LOST : Total.Intake.LINES_HELD;
            }
        }
        return total;
    }

    /// So many spans ended of the request at `coordinate`.
    void spans(State state, long coordinate, int ended) {
        int region = Coordinate.region(coordinate);
        spans[region] += ended;
        kept[region] += state.collectors.keepsTrace(coordinate) ? ended : 0;
    }

    /// What was counted goes into `totals`.
    void addTo(Totals totals) {
        for (int region = 0; region < lines.length; region++) {
            totals.add(Total.Intake.LINES, region, lines[region]);
            totals.add(Total.Intake.SPANS, region, spans[region]);
            totals.add(Total.Intake.SPANS_KEPT, region, kept[region]);
            lines[region] = 0;
            spans[region] = 0;
            kept[region] = 0;
        }
    }

    /// The agents of a region run again and send what they have kept.
    static void resume(State state, int region) {
        long held = state.totals.at(Total.Intake.LINES_HELD, region);
        state.totals.add(Total.Intake.LINES_HELD, region, -held);
        state.totals.add(Total.Intake.LINES, region, held);
    }
}
