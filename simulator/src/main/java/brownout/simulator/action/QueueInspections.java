// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.List;

/// What people see when they ask a broker about a topic's consumer groups. One block of lines per group
/// and region.
final class QueueInspections {
    static final List<Inspection> ROWS =
            List.of(
                    Inspection.row(
                            "consumer-groups",
                            "QUEUE [--region REGION]",
                            "Offsets and lag of every consumer group of a topic, by partition.",
                            QueueInspections::groups));

    private QueueInspections() {}

    private static List<String> groups(Arguments in, Snapshot snapshot, int tick) {
        var world = snapshot.world;
        var word = in.positional(0, "queue");
        var names = world.estate.queues().stream().map(Estate.Queue::name).toList();
        in.known("queue", "queue", word, names);
        int topic = names.indexOf(word.text());
        var lines = new ArrayList<String>();
        for (int region = 0; region < world.regions; region++) {
            var name = world.estate.regions().get(region).name();
            for (var consumer : world.consumers) {
                boolean isWanted = in.region().isEmpty() || in.region().equals(name);
                if (isWanted && consumer.topic() == topic) {
                    lines.add("# " + consumer.group().name() + " in " + name);
                    group(snapshot, tick, consumer, region, word.text(), lines);
                }
            }
        }
        if (lines.isEmpty()) {
            lines.add("no consumer group reads " + word.text());
        }
        return List.copyOf(lines);
    }

    private static void group(
            Snapshot snapshot,
            int tick,
            World.Consumer consumer,
            int region,
            String topic,
            List<String> lines) {
        var frame = snapshot.tick(tick).frame();
        int instance = consumer.number() * snapshot.world.regions + region;
        int state = (int) frame.at(Gauge.Consumer.STATE, instance);
        lines.add(state == 0 ? "state: Stable" : "state: PreparingRebalance");
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("TOPIC", "PARTITION", "CURRENT-OFFSET", "LOG-END-OFFSET", "LAG"));
        long end = frame.deliveries().end(consumer.topic(), region);
        int partitions = consumer.partitions();
        for (int p = 0; p < partitions; p++) {
            long there = (end - p + partitions - 1) / partitions;
            int done = frame.deliveries().committed(instance, p);
            rows.add(
                    List.of(
                            topic,
                            Integer.toString(p),
                            Integer.toString(done),
                            Long.toString(there),
                            Long.toString(there - done)));
        }
        lines.addAll(Columns.lines(rows));
    }
}
