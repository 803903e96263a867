// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// Counts what the stores of logs and traces are sent, see [Total.Intake].
final class Intake {
    private Intake() {}

    /// A request line that a pod wrote in `tick`.
    static void line(World world, State state, int podId, int tick) {
        var pod = state.fleet.pod(podId);
        var total = Total.Intake.LINES;
        if (state.collectors.hasSilences()) {
            var service = world.service(pod.service).name();
            var region = world.estate.regions().get(pod.region).name();
            for (var silence : state.collectors.silences(service, region)) {
                boolean meant = silence.node().isEmpty() || silence.node().equals(pod.node);
                if (meant && silence.hides(tick, tick)) {
                    total = silence.isLost() ? Total.Intake.LINES_LOST : Total.Intake.LINES_HELD;
                }
            }
        }
        state.totals.add(total, pod.region, 1);
    }

    /// A span of the request at `coordinate` that ended.
    static void span(State state, long coordinate) {
        int region = Coordinate.region(coordinate);
        state.totals.add(Total.Intake.SPANS, region, 1);
        if (state.collectors.keepsTrace(coordinate)) {
            state.totals.add(Total.Intake.SPANS_KEPT, region, 1);
        }
    }

    /// The agents of a region run again and send what they have kept.
    static void resume(State state, int region) {
        long held = state.totals.at(Total.Intake.LINES_HELD, region);
        state.totals.add(Total.Intake.LINES_HELD, region, -held);
        state.totals.add(Total.Intake.LINES, region, held);
    }
}
