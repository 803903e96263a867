// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Pod;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.TickRecord;
import brownout.simulator.engine.World;
import java.util.ArrayList;
import java.util.List;

/// What is logged when a consumer group shares out its partitions anew: by the broker, and by members
/// that were put out because they did not poll in time.
final class QueueLines {
    private static final int EXPELLED = 2;

    private QueueLines() {}

    static void lines(Snapshot snapshot, int tick, boolean[] wanted, List<Lines.Line> into) {
        for (var line : lines(snapshot, tick)) {
            if (wanted[line.stream()]) {
                into.add(line);
            }
        }
    }

    private static List<Lines.Line> lines(Snapshot snapshot, int tick) {
        var world = snapshot.world;
        var found = new ArrayList<Lines.Line>();
        if (!snapshot.has(tick - 1)) {
            return found;
        }
        var now = snapshot.tick(tick).frame();
        var before = snapshot.tick(tick - 1).frame();
        for (var consumer : world.consumers) {
            for (int region = 0; region < world.regions; region++) {
                int instance = consumer.number() * world.regions + region;
                int state = (int) now.at(Gauge.Consumer.STATE, instance);
                if (state != (int) before.at(Gauge.Consumer.STATE, instance)) {
                    changed(snapshot, tick, consumer, region, state, found);
                }
            }
        }
        return found;
    }

    private static void changed(
            Snapshot snapshot,
            int tick,
            World.Consumer consumer,
            int region,
            int state,
            List<Lines.Line> found) {
        var world = snapshot.world;
        var group = consumer.group();
        int workload = world.workload(world.ops[consumer.op()].service(), region);
        var pods = ready(snapshot, workload, tick);
        if (state == EXPELLED) {
            for (var pod : pods) {
                long nanos = nanos(tick, Rng.hash(pod.id, tick));
                found.add(
                        new Lines.Line.Event(
                                Streams.index(workload, TickRecord.WARN),
                                nanos,
                                pod.id,
                                "Consumer of group "
                                        + group.name()
                                        + " leaves it: the time between two polls was longer than"
                                        + " max.poll.interval.ms="
                                        + group.maxPollMicros() / 1000));
            }
        }
        int broker = broker(world, consumer.topic());
        var name = world.estate.brokers().get(broker).name();
        found.add(
                new Lines.Line.Server(
                        Streams.brokerIndex(world, broker, region),
                        nanos(tick, Rng.hash(consumer.number(), region, tick)),
                        name + "-0",
                        said(group.name(), state, pods.size())));
    }

    private static String said(String group, int state, int members) {
        return switch (state) {
            case 0 -> "Group " + group + " is stable with " + members + " members";
            case EXPELLED -> "Group " + group + " is rebalancing: members failed to poll in time";
            default -> "Group " + group + " is rebalancing: members joined or left";
        };
    }

    private static long nanos(int tick, long hash) {
        return tick * 1_000_000_000L + 1 + Rng.below(hash, 999_000_000);
    }

    private static int broker(World world, int topic) {
        var name = world.estate.queues().get(topic).broker();
        return world.estate.brokers().stream().map(b -> b.name()).toList().indexOf(name);
    }

    private static List<Pod> ready(Snapshot snapshot, int workload, int tick) {
        var pods = new ArrayList<Pod>();
        for (int id = 0; id < snapshot.fleet.size(); id++) {
            if (snapshot.fleet.pod(id).workload == workload && snapshot.fleet.isReady(id, tick)) {
                pods.add(snapshot.fleet.pod(id));
            }
        }
        return pods;
    }
}
