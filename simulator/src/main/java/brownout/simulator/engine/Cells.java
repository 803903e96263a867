// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;

/// Where the counters of one service's pods are: for each operation, then each HTTP peer, a block of
/// durations by bucket and requests by [Status], the usual status next to the buckets; then the timeouts
/// of each pool, of each operation what was hollow, and for each pair of [CallPairs] with the service in
/// it, clients first, durations by a few wider buckets and failures. Buckets are kept apart, not
/// cumulated. Sums of durations (microseconds) are a row of their own: operations, peers, pairs.
public final class Cells {
    /// Upper bounds of the duration buckets in microseconds, both ends as Prometheus has them: a
    /// duration equal to a bound is inside. The last bucket has no bound.
    private static final long[] BOUNDS = {
        5_000,
        10_000,
        25_000,
        50_000,
        75_000,
        100_000,
        250_000,
        500_000,
        750_000,
        1_000_000,
        2_500_000,
        5_000_000,
        7_500_000,
        10_000_000
    };

    private static final String[] LABELS = {
        "0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1", "2.5", "5",
        "7.5", "10", "+Inf"
    };

    public static final int BUCKETS = BOUNDS.length + 1;

    /// Those buckets that pairs' durations are kept in; each holds what is above the one before it.
    private static final int[] PAIR_BOUNDS = {3, 5, 6, 7, 9, 10, BUCKETS - 1};

    public static final int PAIR_BUCKETS = PAIR_BOUNDS.length;

    private static final int[] PAIR_BUCKET = pairBuckets();
    private static final int PAIR = PAIR_BUCKETS + 1;
    private static final int BLOCK = BUCKETS + Status.COUNT;

    public final int operations;
    public final int peers;
    public final int pools;
    public final int clients;
    public final int stores;

    public Cells(World world, int service) {
        operations = world.service(service).operations().size();
        peers = world.peers.get(service).size();
        pools = world.service(service).pools().size();
        clients = world.pairs.clients.get(service).size();
        stores = world.pairs.stores.get(service).size();
    }

    private static int[] pairBuckets() {
        var narrowed = new int[BUCKETS];
        for (int bucket = 0, pair = 0; bucket < BUCKETS; bucket++) {
            narrowed[bucket] = pair;
            pair += PAIR_BOUNDS[pair] == bucket ? 1 : 0;
        }
        return narrowed;
    }

    /// Those of all services.
    static Cells[] of(World world) {
        var cells = new Cells[world.services];
        Arrays.setAll(cells, service -> new Cells(world, service));
        return cells;
    }

    public static int bucket(long durationMicros) {
        int bucket = 0;
        while (bucket < BOUNDS.length && durationMicros > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /// The `le` label of a bucket.
    public static String bucketLabel(int bucket) {
        return LABELS[bucket];
    }

    public int size() {
        return firstPair() + (clients + stores) * PAIR;
    }

    private int firstPair() {
        return (operations + peers) * BLOCK + pools + operations;
    }

    public int sums() {
        return operations + peers + 5 + clients + stores;
    }

    /// The sum of the CPU time used, microseconds.
    public int cpu() {
        return operations + peers;
    }

    /// The sums of time spent on garbage, and of the number of times; microseconds.
    public int collecting() {
        return operations + peers + 1;
    }

    public int collections() {
        return operations + peers + 2;
    }

    /// The sums of periods in which the CPU limit stopped it (thousandths), and of how long.
    public int throttledPeriods() {
        return operations + peers + 3;
    }

    public int throttled() {
        return operations + peers + 4;
    }

    /// The block, and the sum, of an operation (by its place in the service).
    public int operation(int operation) {
        return operation;
    }

    /// The block, and the sum, of an HTTP peer.
    public int peer(int peer) {
        return operations + peer;
    }

    public int status(int block, int status) {
        return block * BLOCK + BUCKETS + status;
    }

    public int bucket(int block, int bucket) {
        return block * BLOCK + bucket;
    }

    /// The number of a client's pair, and of a store's.
    public int client(int client) {
        return client;
    }

    public int store(int store) {
        return clients + store;
    }

    /// A pair's durations in its `n`-th bucket, see [#pairBound].
    public int pairBucket(int pair, int n) {
        return firstPair() + pair * PAIR + n;
    }

    /// The bucket of all, in [0, BUCKETS), whose upper bound a pair's `n`-th has, `n` in
    /// [0, PAIR_BUCKETS).
    public static int pairBound(int n) {
        return PAIR_BOUNDS[n];
    }

    public int pairFailures(int pair) {
        return firstPair() + pair * PAIR + PAIR - 1;
    }

    /// The sum of a pair's durations.
    public int pairSum(int pair) {
        return operations + peers + 5 + pair;
    }

    /// Counts a call of a pair, whose duration lies in `bucket` of all.
    void pair(Counters counters, int pair, int bucket, long durationMicros, boolean failed) {
        counters.counts[pairBucket(pair, PAIR_BUCKET[bucket])]++;
        counters.counts[pairFailures(pair)] += failed ? 1 : 0;
        counters.sumMicros[pairSum(pair)] += durationMicros;
    }

    /// Adds to each bucket those before it, as histograms are exposed.
    void cumulate(int[] counts) {
        for (int block = 0; block < operations + peers; block++) {
            for (int b = 1; b < BUCKETS; b++) {
                counts[bucket(block, b)] += counts[bucket(block, b - 1)];
            }
        }
        for (int pair = 0; pair < clients + stores; pair++) {
            for (int n = 1; n < PAIR_BUCKETS; n++) {
                counts[pairBucket(pair, n)] += counts[pairBucket(pair, n - 1)];
            }
        }
    }

    /// Counters with each bucket apart from those before it.
    long[] apart(int[] cumulated) {
        var counts = new long[cumulated.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = cumulated[i];
        }
        for (int block = 0; block < operations + peers; block++) {
            for (int b = BUCKETS - 1; b > 0; b--) {
                counts[bucket(block, b)] -= counts[bucket(block, b - 1)];
            }
        }
        for (int pair = 0; pair < clients + stores; pair++) {
            for (int n = PAIR_BUCKETS - 1; n > 0; n--) {
                counts[pairBucket(pair, n)] -= counts[pairBucket(pair, n - 1)];
            }
        }
        return counts;
    }

    /// The reverse of [#apart].
    int[] cumulated(long[] apart) {
        var counts = new int[apart.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (int) apart[i];
        }
        cumulate(counts);
        return counts;
    }

    public int poolTimeouts(int pool) {
        return (operations + peers) * BLOCK + pool;
    }

    /// Requests for an operation that ended well without having done what they are for.
    public int hollow(int operation) {
        return (operations + peers) * BLOCK + pools + operation;
    }
}
