// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;
import java.util.List;

/// The running sums of everything that is not a pod, see [Total].
public final class Totals {
    private final long[] database;
    private final long[] shard;
    private final long[] target;
    private final long[] topic;
    private final long[] consumer;

    Totals(World world) {
        this(
                new long[world.databases * world.regions * Total.Database.values().length],
                new long[world.shards * world.regions * Total.Shard.values().length],
                new long[world.targets * world.regions * Total.Target.values().length],
                new long[world.topics * world.regions * Total.Topic.values().length],
                new long[world.consumers.size() * world.regions * Total.Consumer.values().length]);
    }

    private Totals(long[] database, long[] shard, long[] target, long[] topic, long[] consumer) {
        this.database = database;
        this.shard = shard;
        this.target = target;
        this.topic = topic;
        this.consumer = consumer;
    }

    Totals copy() {
        return new Totals(database.clone(), shard.clone(), target.clone(), topic.clone(), consumer.clone());
    }

    private long[] of(Total total) {
        return switch (total) {
            case Total.Database _ -> database;
            case Total.Shard _ -> shard;
            case Total.Target _ -> target;
            case Total.Topic _ -> topic;
            case Total.Consumer _ -> consumer;
        };
    }

    private static int width(Total total) {
        return switch (total) {
            case Total.Database _ -> Total.Database.values().length;
            case Total.Shard _ -> Total.Shard.values().length;
            case Total.Target _ -> Total.Target.values().length;
            case Total.Topic _ -> Total.Topic.values().length;
            case Total.Consumer _ -> Total.Consumer.values().length;
        };
    }

    public long at(Total total, int instance) {
        return of(total)[instance * width(total) + total.ordinal()];
    }

    void add(Total total, int instance, long amount) {
        of(total)[instance * width(total) + total.ordinal()] += amount;
    }

    /// Sets all sums of the instance that `total` is one of to zero: its process started anew.
    void clear(Total total, int instance) {
        int first = instance * width(total);
        Arrays.fill(of(total), first, first + width(total), 0);
    }

    long hash() {
        long hash = Arrays.hashCode(database);
        for (var sums : List.of(shard, target, topic, consumer)) {
            hash = hash * 31 + Arrays.hashCode(sums);
        }
        return hash;
    }
}
