// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import brownout.simulator.engine.Timeline;
import java.util.ArrayList;
import java.util.List;

/// What a world keeps on the heap: per simulated hour, and at the moment of a fork.
final class MemoryCost implements Measure {
    private static final int HOUR = 3600;
    private static final double MEGABYTE = 1e6;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public int heapMegabytes() {
        return 2048;
    }

    /// Chunks that readers have unpacked are let go where memory is short: they are not counted.
    @Override
    public List<String> options() {
        return List.of("-XX:SoftRefLRUPolicyMSPerMB=0");
    }

    @Override
    public List<Figure> run(Settings settings) {
        var estates = new Estates(settings.estate());
        var figures = new ArrayList<Figure>();
        var history = estates.history(estates.rules());
        figures.add(hour("an hour of health", history));
        var incident = estates.incident(history, Estates.SEED);
        incident.advanceTo(estates.scenario.faultTick(Estates.SEED));
        figures.add(hour("an hour of incident", incident));
        figures.add(new Figure("a fork", fork(incident), "MB heap", 0.25));
        return figures;
    }

    private static Figure hour(String what, Timeline timeline) {
        long before = Cost.retainedBytes();
        timeline.advanceTo(timeline.closedTick() + HOUR);
        double megabytes = (Cost.retainedBytes() - before) / MEGABYTE;
        return new Figure(what, megabytes, "MB heap", 2.5);
    }

    private static double fork(Timeline timeline) {
        int forks = 100;
        var held = new ArrayList<Timeline>(forks);
        int tick = timeline.closedTick() + 1;
        long before = Cost.retainedBytes();
        for (int i = 0; i < forks; i++) {
            held.add(timeline.fork(tick, i, List.of()));
        }
        double megabytes = (Cost.retainedBytes() - before) / MEGABYTE / forks;
        return held.size() == forks ? megabytes : Double.NaN;
    }
}
