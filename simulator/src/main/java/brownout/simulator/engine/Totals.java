// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;

/// The running sums of everything that is not a pod, see [Total].
public final class Totals {
    private final long[] database;
    private final long[] query;
    private final long[] table;
    private final long[] cache;
    private final long[] link;
    private final long[] names;
    private final long[] intake; // counts what is in the hash elsewhere

    Totals(World world) {
        this(
                new long[world.databases * world.regions * Total.Database.values().length],
                new long
                        [world.databaseNumbers.queries
                                * world.regions
                                * Total.Query.values().length],
                new long
                        [world.databaseNumbers.tables
                                * world.regions
                                * Total.Table.values().length],
                new long[world.caches * world.regions * Total.Cache.values().length],
                new long[Network.nodes(world.estate).size() * Total.Link.values().length],
                new long[world.regions * Total.Names.values().length],
                new long[world.regions * Total.Intake.values().length]);
    }

    private Totals(
            long[] database,
            long[] query,
            long[] table,
            long[] cache,
            long[] link,
            long[] names,
            long[] intake) {
        this.database = database;
        this.query = query;
        this.table = table;
        this.cache = cache;
        this.link = link;
        this.names = names;
        this.intake = intake;
    }

    Totals copy() {
        return new Totals(
                database.clone(),
                query.clone(),
                table.clone(),
                cache.clone(),
                link.clone(),
                names.clone(),
                intake.clone());
    }

    private long[] of(Total total) {
        return switch (total) {
            case Total.Database _ -> database;
            case Total.Query _ -> query;
            case Total.Table _ -> table;
            case Total.Cache _ -> cache;
            case Total.Link _ -> link;
            case Total.Names _ -> names;
            case Total.Intake _ -> intake;
        };
    }

    private static int width(Total total) {
        return switch (total) {
            case Total.Database _ -> Total.Database.values().length;
            case Total.Query _ -> Total.Query.values().length;
            case Total.Table _ -> Total.Table.values().length;
            case Total.Cache _ -> Total.Cache.values().length;
            case Total.Link _ -> Total.Link.values().length;
            case Total.Names _ -> Total.Names.values().length;
            case Total.Intake _ -> Total.Intake.values().length;
        };
    }

    public long at(Total total, int instance) {
        return of(total)[instance * width(total) + total.ordinal()];
    }

    void add(Total total, int instance, long amount) {
        of(total)[instance * width(total) + total.ordinal()] += amount;
    }

    long hash() {
        long hash = Arrays.hashCode(database);
        hash = hash * 31 + Arrays.hashCode(query);
        hash = hash * 31 + Arrays.hashCode(table);
        hash = hash * 31 + Arrays.hashCode(cache);
        hash = hash * 31 + Arrays.hashCode(link);
        return hash * 31 + Arrays.hashCode(names);
    }
}
