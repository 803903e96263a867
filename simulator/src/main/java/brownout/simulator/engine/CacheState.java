// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import brownout.simulator.model.EvictionPolicy;
import brownout.simulator.model.Waiting;

/// One cache in one region: what is in it, and what it is able to do.
///
/// Reads hit `hitRatio` of the time when everything usual is there. After a loss the ratio comes back
/// as `dh/dt = (h0 - h) (1 - exp(-rate / keys))`, where a fiftieth of the keys counts, because that is
/// where nearly all reads go. What does not fit is missed by the power [#SKEW] of its share: the rarely
/// read goes first.
final class CacheState {
    private static final double HOT_SHARE = 0.02;
    private static final double SKEW = 0.4;
    private static final double EMPTY_BYTES = 2 << 20;
    private static final int LOADING_SECONDS = 4;
    private static final double LONGEST_BACKLOG_SECONDS = 3;

    /// What one slow command of a busy shard takes, seconds.
    private static final double SLOW_COMMAND_SECONDS = 0.02;

    private static final double IDLE_LOAD = 0.03;
    private static final double LOCAL_COPIES_LEAVE = 0.05;

    private final Estate.Cache spec;

    // What is in it.
    double warm = 1; // of the usual content
    double kept = 1; // share of the usual content that room was found for
    double strangeBytes; // of keys without a time to live

    // How it is set up.
    double limitBytes;
    EvictionPolicy policy;

    // What goes wrong.
    double growth; // bytes a second
    int expiryEvery;
    double expiryShare;
    int sinceExpiry;
    double hotLoad;
    double busyLoad;
    boolean localCopies;
    int downSeconds;
    int loadingSeconds;

    // What came of it in the last second.
    double writeFails;
    double evictedKeys;
    double expiredKeys;
    double slowCommands;
    double load; // of a usual shard
    double hotShardLoad;
    double waitSeconds; // at every shard
    double hotWaitSeconds; // besides, at the hot one
    private double backlogSeconds;
    private double hotBacklogSeconds;
    int upSeconds;

    CacheState(Estate.Cache spec) {
        this.spec = spec;
        limitBytes = spec.memoryBytes();
        policy = EvictionPolicy.of(spec.evictionPolicy());
        upSeconds = 400_000;
    }

    CacheState(CacheState other) {
        spec = other.spec;
        warm = other.warm;
        kept = other.kept;
        strangeBytes = other.strangeBytes;
        limitBytes = other.limitBytes;
        policy = other.policy;
        growth = other.growth;
        expiryEvery = other.expiryEvery;
        expiryShare = other.expiryShare;
        sinceExpiry = other.sinceExpiry;
        hotLoad = other.hotLoad;
        busyLoad = other.busyLoad;
        localCopies = other.localCopies;
        downSeconds = other.downSeconds;
        loadingSeconds = other.loadingSeconds;
        writeFails = other.writeFails;
        evictedKeys = other.evictedKeys;
        expiredKeys = other.expiredKeys;
        slowCommands = other.slowCommands;
        load = other.load;
        hotShardLoad = other.hotShardLoad;
        waitSeconds = other.waitSeconds;
        hotWaitSeconds = other.hotWaitSeconds;
        backlogSeconds = other.backlogSeconds;
        hotBacklogSeconds = other.hotBacklogSeconds;
        upSeconds = other.upSeconds;
    }

    boolean isDown() {
        return downSeconds > 0;
    }

    boolean isLoading() {
        return downSeconds <= 0 && loadingSeconds > 0;
    }

    void empty() {
        warm = 0;
        kept = 1;
        strangeBytes = 0;
    }

    void restart(int seconds) {
        empty();
        downSeconds = seconds;
        loadingSeconds = LOADING_SECONDS;
        upSeconds = 0;
        backlogSeconds = 0;
        hotBacklogSeconds = 0;
    }

    private double keyBytes() {
        return Math.max(1.0, (double) spec.usedBytes() / Math.max(1, spec.keys()));
    }

    private double usualBytes() {
        return spec.usedBytes() * warm * kept;
    }

    /// Memory in use.
    double usedBytes() {
        return Math.min(EMPTY_BYTES, (double) spec.usedBytes()) + usualBytes() + strangeBytes;
    }

    double keys() {
        return spec.keys() * warm * kept + strangeBytes / keyBytes();
    }

    /// Share of reads that hit.
    double hits() {
        double fits = kept >= 1 ? 1 : StrictMath.pow(kept, SKEW);
        return spec.hitRatio() * warm * fits;
    }

    /// A second with `reads` and `commands` a second, those of `commandSeconds` of work each.
    void step(double reads, double commands, double commandSeconds) {
        evictedKeys = 0;
        expiredKeys = 0;
        slowCommands = 0;
        if (downSeconds > 0) {
            downSeconds--;
            return;
        }
        if (loadingSeconds > 0) {
            loadingSeconds--;
            upSeconds++;
            return;
        }
        upSeconds++;
        double hot = Math.max(50, spec.keys() * HOT_SHARE);
        warm += (1 - warm) * (1 - StrictMath.exp(-reads / hot)) * (1 - writeFails);
        expire();
        memory();
        work(commands, commandSeconds);
    }

    private void expire() {
        if (spec.ttlSeconds() > 0) {
            expiredKeys = spec.keys() * warm * kept / spec.ttlSeconds();
        }
        if (expiryEvery > 0 && ++sinceExpiry >= expiryEvery) {
            sinceExpiry = 0;
            expiredKeys += spec.keys() * warm * kept * expiryShare;
            warm *= 1 - expiryShare;
        }
    }

    /// What wants in, what expires, and what has to go or is refused.
    private void memory() {
        double renewed = spec.ttlSeconds() > 0 ? usualBytes() / spec.ttlSeconds() : 0;
        double wanted = renewed + growth;
        double room = limitBytes - usedBytes();
        double missing = wanted - renewed - room; // bytes that there is no place for
        writeFails = 0;
        double comesBack = (1 - kept) * spec.usedBytes() * warm / 300;
        if (missing <= 0) {
            strangeBytes += growth;
            kept += Math.min(comesBack, -missing) / Math.max(1, spec.usedBytes() * warm);
            kept = Math.min(1, kept);
            return;
        }
        double evicted = policy == EvictionPolicy.NOEVICTION ? 0 : evict(missing);
        double lacking = missing - evicted;
        if (lacking > 1) {
            writeFails = wanted <= 0 ? 1 : Math.min(1, lacking / wanted);
        }
        strangeBytes += growth * (1 - writeFails);
    }

    /// Makes room for `missing` bytes; answers for how many.
    private double evict(double missing) {
        double strangers = strangeBytes / Math.max(1, strangeBytes + usualBytes());
        double ofStrangers = Math.min(strangeBytes, missing * policy.strangers(strangers));
        double ofUsual = mayEvictUsual() ? Math.min(usualBytes() * 0.5, missing - ofStrangers) : 0;
        strangeBytes -= ofStrangers;
        if (ofUsual > 0) {
            kept *= 1 - ofUsual / usualBytes();
        }
        evictedKeys = (ofStrangers + ofUsual) / keyBytes();
        return ofStrangers + ofUsual;
    }

    /// A `volatile` policy evicts only what has a time to live.
    private boolean mayEvictUsual() {
        return spec.ttlSeconds() > 0 || !policy.isVolatile();
    }

    private void work(double commands, double commandSeconds) {
        load = IDLE_LOAD + commands / spec.shards() * commandSeconds + busyLoad;
        double hot = hotLoad * (localCopies ? LOCAL_COPIES_LEAVE : 1);
        hotShardLoad = hot > 0 ? load + hot : 0;
        backlogSeconds = backlog(backlogSeconds, load);
        hotBacklogSeconds = backlog(hotBacklogSeconds, hotShardLoad);
        waitSeconds = busyLoad <= 0 ? 0 : wait(load, backlogSeconds);
        hotWaitSeconds =
                hotShardLoad <= 0
                        ? 0
                        : Math.max(0, wait(hotShardLoad, hotBacklogSeconds) - waitSeconds);
        slowCommands = Math.min(1, Math.max(hot, busyLoad)) / SLOW_COMMAND_SECONDS;
    }

    private static double backlog(double before, double load) {
        return Math.max(0, Math.min(LONGEST_BACKLOG_SECONDS, before + load - 1));
    }

    private static double wait(double load, double backlog) {
        return SLOW_COMMAND_SECONDS * Waiting.factor(load, 1, 1) + backlog;
    }
}
