// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;
import java.util.List;

/// The running sums of everything that is not a pod, see [Total].
public final class Totals {
    // How many sums each kind of instance has.
    private static final int DATABASE = Total.Database.values().length;
    private static final int QUERY = Total.Query.values().length;
    private static final int TABLE = Total.Table.values().length;
    private static final int MACHINE = Total.Machine.values().length;
    private static final int SHARD = Total.Shard.values().length;
    private static final int TARGET = Total.Target.values().length;
    private static final int TOPIC = Total.Topic.values().length;
    private static final int CONSUMER = Total.Consumer.values().length;
    private static final int LINK = Total.Link.values().length;
    private static final int NAMES = Total.Names.values().length;
    private static final int ZONE = Total.Zone.values().length;
    private static final int INTAKE = Total.Intake.values().length;
    private static final int JOB = Total.Job.values().length;
    private static final int BUSINESS = Total.Business.values().length;

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
    private final long[] job; // as much as frames and lines say
    private final long[] business; // so does it

    Totals(World world) {
        database = new long[world.databases * world.regions * DATABASE];
        int queries = world.databaseNumbers.queries * world.regions;
        query = new long[queries * QUERY];
        int tables = world.databaseNumbers.tables * world.regions;
        table = new long[tables * TABLE];
        machine = new long[world.machines * MACHINE];
        shard = new long[world.shards * world.regions * SHARD];
        target = new long[world.targets * world.regions * TARGET];
        topic = new long[world.topics * world.regions * TOPIC];
        int instances = world.consumers.size() * world.regions;
        consumer = new long[instances * CONSUMER];
        link = new long[Network.nodes(world.estate).size() * LINK];
        names = new long[world.regions * NAMES];
        zone = new long[world.zones() * ZONE];
        intake = new long[world.regions * INTAKE];
        job = new long[world.jobs.instances() * JOB];
        business = new long[world.regions * BUSINESS];
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
        job = other.job.clone();
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
            case Total.Job _ -> job;
            case Total.Business _ -> business;
        };
    }

    private static int width(Total total) {
        return switch (total) {
            case Total.Database _ -> DATABASE;
            case Total.Query _ -> QUERY;
            case Total.Table _ -> TABLE;
            case Total.Machine _ -> MACHINE;
            case Total.Shard _ -> SHARD;
            case Total.Target _ -> TARGET;
            case Total.Topic _ -> TOPIC;
            case Total.Consumer _ -> CONSUMER;
            case Total.Link _ -> LINK;
            case Total.Names _ -> NAMES;
            case Total.Zone _ -> ZONE;
            case Total.Intake _ -> INTAKE;
            case Total.Job _ -> JOB;
            case Total.Business _ -> BUSINESS;
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
