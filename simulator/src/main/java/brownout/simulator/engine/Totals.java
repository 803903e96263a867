// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;
import java.util.List;

/// The running sums of everything that is not a pod, see [Total].
public final class Totals {
    private final long[] database;
    private final long[] query;
    private final long[] table;
    private final long[] machine;
    private final long[] shard;
    private final long[] target;
    private final long[] topic;
    private final long[] consumer;
    private final long[] link;
    private final long[] names;
    private final long[] zone; // counts what is in the hash elsewhere, too
    private final long[] intake; // counts what is in the hash elsewhere
    private final long[] business; // so does it

    Totals(World world) {
        database = new long[world.databases * world.regions * Total.Database.values().length];
        int queries = world.databaseNumbers.queries * world.regions;
        query = new long[queries * Total.Query.values().length];
        int tables = world.databaseNumbers.tables * world.regions;
        table = new long[tables * Total.Table.values().length];
        machine = new long[world.machines * Total.Machine.values().length];
        shard = new long[world.shards * world.regions * Total.Shard.values().length];
        target = new long[world.targets * world.regions * Total.Target.values().length];
        topic = new long[world.topics * world.regions * Total.Topic.values().length];
        int instances = world.consumers.size() * world.regions;
        consumer = new long[instances * Total.Consumer.values().length];
        link = new long[Network.nodes(world.estate).size() * Total.Link.values().length];
        names = new long[world.regions * Total.Names.values().length];
        zone = new long[world.zones() * Total.Zone.values().length];
        intake = new long[world.regions * Total.Intake.values().length];
        business = new long[world.regions * Total.Business.values().length];
    }

    private Totals(Totals other) {
        database = other.database.clone();
        query = other.query.clone();
        table = other.table.clone();
        machine = other.machine.clone();
        shard = other.shard.clone();
        target = other.target.clone();
        topic = other.topic.clone();
        consumer = other.consumer.clone();
        link = other.link.clone();
        names = other.names.clone();
        zone = other.zone.clone();
        intake = other.intake.clone();
        business = other.business.clone();
    }

    Totals copy() {
        return new Totals(this);
    }

    private long[] of(Total total) {
        return switch (total) {
            case Total.Database _ -> database;
            case Total.Query _ -> query;
            case Total.Table _ -> table;
            case Total.Machine _ -> machine;
            case Total.Shard _ -> shard;
            case Total.Target _ -> target;
            case Total.Topic _ -> topic;
            case Total.Consumer _ -> consumer;
            case Total.Link _ -> link;
            case Total.Names _ -> names;
            case Total.Zone _ -> zone;
            case Total.Intake _ -> intake;
            case Total.Business _ -> business;
        };
    }

    private static int width(Total total) {
        return switch (total) {
            case Total.Database _ -> Total.Database.values().length;
            case Total.Query _ -> Total.Query.values().length;
            case Total.Table _ -> Total.Table.values().length;
            case Total.Machine _ -> Total.Machine.values().length;
            case Total.Shard _ -> Total.Shard.values().length;
            case Total.Target _ -> Total.Target.values().length;
            case Total.Topic _ -> Total.Topic.values().length;
            case Total.Consumer _ -> Total.Consumer.values().length;
            case Total.Link _ -> Total.Link.values().length;
            case Total.Names _ -> Total.Names.values().length;
            case Total.Zone _ -> Total.Zone.values().length;
            case Total.Intake _ -> Total.Intake.values().length;
            case Total.Business _ -> Total.Business.values().length;
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
        for (var sums :
                List.of(query, table, machine, shard, target, topic, consumer, link, names)) {
            hash = hash * 31 + Arrays.hashCode(sums);
        }
        return hash;
    }
}
