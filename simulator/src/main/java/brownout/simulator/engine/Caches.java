// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Failure;
import brownout.simulator.fault.CacheEffect;
import brownout.simulator.model.EvictionPolicy;
import java.util.Arrays;

/// Cache servers: a cluster of shards in every region. State by (cache, region).
final class Caches {
    /// The server's own part of what a command takes.
    static final double SERVER_SHARE = 0.08;

    private final World world;

    /// How much slower everything is than usual, by cache.
    private final double[] slow;

    private final CacheState[] states;

    /// Services that use a cache, by cache.
    private final int[][] users;

    Caches(World world) {
        this.world = world;
        slow = new double[world.caches];
        Arrays.fill(slow, 1);
        states = new CacheState[world.caches * world.regions];
        for (int i = 0; i < states.length; i++) {
            states[i] = new CacheState(world.estate.caches().get(i / world.regions));
        }
        users = new int[world.caches][];
        for (int cache = 0; cache < world.caches; cache++) {
            users[cache] = usersOf(cache);
        }
    }

    private int[] usersOf(int cache) {
        return world.targets(World.Kind.CACHE, cache).stream()
                .flatMapToInt(command -> Arrays.stream(world.edgesTo(command.number())))
                .map(edge -> world.ops[world.edgeCallers[edge]].service())
                .distinct()
                .toArray();
    }

    private Caches(Caches other) {
        world = other.world;
        slow = other.slow.clone();
        users = other.users;
        states = new CacheState[other.states.length];
        Arrays.setAll(states, i -> new CacheState(other.states[i]));
    }

    Caches copy() {
        return new Caches(this);
    }

    void slow(int cache, double factor) {
        slow[cache] = factor;
    }

    CacheState state(int cache, int region) {
        return states[cache * world.regions + region];
    }

    void apply(CacheEffect effect, Totals totals) {
        int cache = world.indexOf(effect.cache());
        for (int region = 0; region < world.regions; region++) {
            if (world.isRegion(effect.region(), region)) {
                apply(effect, state(cache, region));
                if (effect instanceof CacheEffect.Restart) {
                    forget(totals, cache, region);
                }
            }
        }
    }

    private static void apply(CacheEffect effect, CacheState state) {
        switch (effect) {
            case CacheEffect.Flush _ -> state.empty();
            case CacheEffect.Restart restart -> state.restart(restart.downSeconds());
            case CacheEffect.Memory memory -> state.limitBytes = memory.limitBytes();
            case CacheEffect.Policy policy -> state.policy = EvictionPolicy.of(policy.policy());
            case CacheEffect.Grow grow -> state.growth = grow.bytesPerSecond();
            case CacheEffect.Expiry expiry -> {
                state.expiryEvery = expiry.expireShare() > 0 ? expiry.everySeconds() : 0;
                state.expiryShare = expiry.expireShare();
                state.sinceExpiry = 0;
            }
            case CacheEffect.HotKey hot -> state.hotLoad = hot.load();
            case CacheEffect.Busy busy -> state.busyLoad = busy.load();
            case CacheEffect.LocalCopies copies -> state.localCopies = copies.on();
            case CacheEffect.RotatePassword _ -> {} // what clients know of it is a condition
        }
    }

    /// A server that starts counts from zero.
    private void forget(Totals totals, int cache, int region) {
        for (int shard = 0; shard < world.shards(cache); shard++) {
            totals.clear(Total.Shard.HITS, world.shard(cache, shard, region));
        }
        for (var command : world.targets(World.Kind.CACHE, cache)) {
            totals.clear(Total.Target.CALLS, command.in(world, region));
        }
    }

    void step(Second s) {
        for (int cache = 0; cache < world.caches; cache++) {
            for (int region = 0; region < s.regions; region++) {
                step(s, cache, region);
            }
        }
    }

    private void step(Second s, int cache, int region) {
        var state = state(cache, region);
        double reads = 0;
        double commands = 0;
        double work = 0;
        for (var command : world.targets(World.Kind.CACHE, cache)) {
            double rate = s.rate(command.number(), region);
            commands += rate;
            reads += command.read() ? rate : 0;
            work += rate * command.meanMicros() * Second.MICROS * SERVER_SHARE;
        }
        state.step(reads, commands, commands > 0 ? work / commands : 0);
        for (var command : world.targets(World.Kind.CACHE, cache)) {
            answer(s, cache, command, region, state);
        }
        publish(s, cache, region, state, commands);
    }

    private void answer(Second s, int cache, Target command, int region, CacheState state) {
        int target = command.in(world, region);
        var targets = s.flow.targets;
        targets.answers(target, slow[cache]);
        targets.waitSeconds[target] = state.waitSeconds;
        if (state.isDown()) {
            targets.fails(target, 1, Failure.CONNECTION_REFUSED);
        } else if (state.isLoading()) {
            targets.fails(target, 1, Failure.LOADING);
        } else if (!command.read() && state.writeFails > 0) {
            targets.fails(target, state.writeFails, Failure.OUT_OF_MEMORY);
        }
        if (command.read()) {
            targets.hits[target] = state.hits();
        }
        targets.publish(s, target);
        if (state.hotWaitSeconds > state.waitSeconds) { // on the average; requests know their shard
            targets.waitSeconds[target] = state.hotWaitSeconds;
            targets.waiting[target] = 1.0 / world.shards(cache);
        }
    }

    private void publish(Second s, int cache, int region, CacheState state, double commands) {
        int i = cache * s.regions + region;
        double noise = Rng.noise(Rng.hash(s.seed, 0xcac4e, i), s.tick, 300);
        double used = state.usedBytes() * (1 + 0.005 * noise);
        s.frame.set(Gauge.Cache.MEBIBYTES, i, Math.min(used, state.limitBytes) / 0x1p20);
        s.frame.set(Gauge.Cache.LIMIT_MEBIBYTES, i, state.limitBytes / 0x1p20);
        s.frame.set(Gauge.Cache.POLICY, i, state.policy.ordinal());
        s.frame.set(Gauge.Cache.KEYS, i, Math.rint(state.keys()));
        s.frame.set(Gauge.Cache.CLIENTS, i, state.isDown() ? 0 : clients(s, cache, region));
        s.frame.set(Gauge.Cache.UP, i, state.isDown() ? 0 : state.isLoading() ? 1 : 2);
        s.frame.set(Gauge.Cache.UP_SECONDS, i, state.upSeconds);
        s.frame.set(Gauge.Cache.LOAD, i, state.load);
        s.frame.set(Gauge.Cache.HOT_LOAD, i, state.hotShardLoad);
        s.frame.set(
                Gauge.Cache.HOT_SHARD, i, state.hotShardLoad > 0 ? 1.0 + world.hotShard(cache) : 0);
        s.frame.set(Gauge.Cache.HOT_WAIT_MICROS, i, state.hotWaitSeconds / Second.MICROS);
        s.frame.set(Gauge.Cache.REFUSED, i, state.writeFails > 0 ? commands : 0);
        s.frame.set(Gauge.Cache.SLOW_COMMANDS, i, state.slowCommands);
        if (!state.isDown()) {
            count(s, cache, region, state);
        }
    }

    private void count(Second s, int cache, int region, CacheState state) {
        int shards = world.shards(cache);
        for (int shard = 0; shard < shards; shard++) {
            int i = world.shard(cache, shard, region);
            boolean hot = state.hotShardLoad > 0 && shard == world.hotShard(cache);
            double load = Math.min(1, hot ? state.hotShardLoad : state.load);
            double u = Rng.uniform(Rng.hash(s.seed, s.tick, i));
            boolean slows = hot || state.busyLoad > 0;
            s.totals.add(Total.Shard.CPU_MICROS, i, (long) (load * 1e6));
            s.totals.add(Total.Shard.EVICTED, i, (long) (state.evictedKeys / shards + u));
            s.totals.add(Total.Shard.EXPIRED, i, (long) (state.expiredKeys / shards + u));
            s.totals.add(Total.Shard.SLOW, i, (long) (slows ? state.slowCommands + u : 0));
        }
    }

    /// Connections: a few of each pod that uses it, and the exporter's.
    private double clients(Second s, int cache, int region) {
        int pods = 0;
        for (int service : users[cache]) {
            pods += s.fleet.readyCount(world.workload(service, region), s.tick);
        }
        return 4.0 * pods + 1;
    }
}
