// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import brownout.simulator.engine.Timeline;
import java.util.ArrayList;
import java.util.List;

/// Many worlds of one scenario that went their own ways, advanced a second each in turn by one thread,
/// as a server with as many teams does: every world's state has left the caches when its turn comes.
final class DivergedCost implements Measure {
    @Override
    public String name() {
        return "diverged";
    }

    @Override
    public int heapMegabytes() {
        return 4096;
    }

    @Override
    public List<Figure> run(Settings settings) {
        var estates = new Estates(settings.estate());
        var base = estates.incident(estates.history(estates.rules()), Estates.SEED);
        int start = estates.scenario.faultTick(Estates.SEED) + 60;
        base.advanceTo(start);
        int count = settings.worlds();
        var worlds = new ArrayList<Timeline>(count);
        for (int i = 0; i < count; i++) {
            worlds.add(base.fork(start + 1, 1000 + i, List.of()));
        }
        round(worlds, start + 15); // warm
        int seconds = settings.quick() ? 15 : 45;
        double millis = Cost.cpuMillis(() -> round(worlds, start + 15 + seconds));
        double each = millis / seconds / count;
        return List.of(
                new Figure(
                        "a second of each of " + count + " diverged worlds with rules",
                        each,
                        "ms CPU",
                        0.572),
                new Figure(
                        "share of a core for " + count + " diverged worlds",
                        each * count / 10,
                        "%",
                        0.572 * count / 10));
    }

    private static void round(List<Timeline> worlds, int until) {
        int first = worlds.getFirst().closedTick() + 1;
        for (int tick = first; tick <= until; tick++) {
            for (var world : worlds) {
                world.advanceTo(tick);
            }
        }
    }
}
