// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// A number that the model keeps for each instance of something, in every tick: a column of [Frame].
/// Each enum is a group of columns that have the same instances, numbered as its doc says; a constant's
/// doc says what it measures. All are zero or more.
public sealed interface Gauge {
    int ordinal();

    /// Per route in a region: `region * routes + route`. Consumers of topics are routes too.
    enum Route implements Gauge {
        /// Requests expected to arrive in the tick.
        ARRIVALS
    }

    /// Per workload.
    enum Workload implements Gauge {
        /// By how much own work is stretched by load and slowness.
        STRETCH,
        /// Share of requests turned away at once.
        SHED,
        /// Mean wait for a worker, microseconds.
        WAIT_MICROS,
        /// CPU in use over the limits of the ready pods; above 1 there is more to do than can be.
        UTILISATION,
        /// Requests under way in a pod, mean.
        BUSY,
        /// Requests waiting for a worker, per pod.
        QUEUED
    }

    /// Per target in a region: `target * regions + region`; see [World#target].
    enum Target implements Gauge {
        /// By how much an answer takes longer than usual.
        FACTOR,
        /// What is waited for on top of that, mean, microseconds.
        WAIT_MICROS,
        /// Share of calls that fail.
        FAILS,
        /// What those fail of: the ordinal of a [brownout.simulator.condition.Failure].
        FAILURE,
        /// Share of reads that hit; caches only.
        HITS,
        /// Share of calls that wait for as long as WAIT_MICROS says; the others do not.
        WAITING,
        /// Share of reads that do not find what was written a moment ago; databases only.
        ABSENT
    }

    /// Per database in a region: `database * regions + region`.
    enum Database implements Gauge {
        /// Statements being executed.
        ACTIVE,
        /// Connections open, in use or not.
        CONNECTIONS,
        /// Connections refused a second, because no slot is free.
        REFUSED,
        /// CPU in use, cores.
        CORES,
        /// What is asked of the disk over what it can do.
        IO,
        /// Mean time of a read or write of the disk, microseconds.
        AWAIT_MICROS,
        /// Statements that wait for a row that another transaction holds.
        WAITING,
        /// Used of the data volume, MiB; 0 where the estate has none.
        DATA_MEBIBYTES,
        /// Used of the log's volume, MiB.
        WAL_MEBIBYTES,
        /// Of that, kept for replication slots.
        RETAINED_MEBIBYTES,
        /// Seconds since the checkpoint before, in a tick in which one begins; else 0.
        CHECKPOINT_GAP
    }

    /// Per server of a database in a region: `server * regions + region`; see [DatabaseNumbers].
    enum Node implements Gauge {
        /// How far it is behind the primary, seconds.
        LAG_SECONDS
    }

    /// Per table in a region: `table * regions + region`.
    enum Table implements Gauge {
        ROWS,
        /// Rows that are dead and not vacuumed yet.
        DEAD,
        /// 1 while an autovacuum runs.
        VACUUMING
    }

    /// Per cache in a region: `cache * regions + region`.
    enum Cache implements Gauge {
        /// Memory in use, MiB.
        MEBIBYTES,
        /// Memory it may use, MiB.
        LIMIT_MEBIBYTES,
        /// The ordinal of its [brownout.simulator.model.EvictionPolicy].
        POLICY,
        /// Keys in all shards.
        KEYS,
        /// Connections to each shard.
        CLIENTS,
        /// 2 where it answers, 1 while it loads, 0 where nobody can connect.
        UP,
        /// Seconds since its processes started.
        UP_SECONDS,
        /// How busy a shard is, 0 to 1; above there is more to do than can be.
        LOAD,
        /// How busy the shard with the hot key is; 0 where no key is.
        HOT_LOAD,
        /// The shard with the hot key, from 1; 0 where no key is.
        HOT_SHARD,
        /// What commands wait for on the hot shard besides, mean, microseconds.
        HOT_WAIT_MICROS,
        /// Commands a second while writes are refused for want of memory, else 0.
        REFUSED,
        /// Slow commands in the second.
        SLOW_COMMANDS
    }

    /// Per consumer group in a region: `consumer * regions + region`.
    enum Consumer implements Gauge {
        /// Pods that have partitions.
        MEMBERS,
        /// Messages it could handle in a second.
        CAPACITY,
        /// 0 at work; 1 sharing out partitions because pods came or went, 2 because a member did not
        /// poll in time.
        STATE,
        /// Messages it takes at once.
        MAX_BATCH,
        /// Seconds that a batch takes.
        BATCH_SECONDS
    }

    /// Per node, in the order of the estate's regions.
    enum Link implements Gauge {
        /// Entries of its connection table.
        CONNECTIONS,
        /// Sockets that wait a minute before their port may be used again, of all its pods.
        TIME_WAIT
    }

    /// Per call of an operation in a region: `edge * regions + region`.
    enum Edge implements Gauge {
        /// Share of calls that the caller does not even make, because its breaker is open.
        OPEN
    }

    /// Per pod that exists in the tick, by pod id.
    enum Pod implements Gauge {
        /// CPU in use, cores.
        CORES,
        /// Resident memory, MiB.
        MEBIBYTES,
        /// By how much own work is stretched here.
        STRETCH,
        /// What the heap holds and needs, MiB.
        LIVE_MEBIBYTES,
        /// What it may hold, MiB.
        HEAP_MEBIBYTES,
        /// Share of CPU time that collecting garbage takes.
        COLLECTING,
        /// Share of periods in which the CPU limit stopped it.
        THROTTLED,
        /// Share of requests that stand still for a while, and for how long, mean, microseconds.
        PAUSED,
        PAUSE_MICROS,
        /// Open files, and how many there may be.
        FILES,
        MAX_FILES,
        /// Share of its calls that fail for want of one more.
        REFUSES,
        /// Threads or goroutines.
        THREADS,
        /// The limits of its container.
        CORES_LIMIT,
        LIMIT_MEBIBYTES,
        /// What a cache of its own holds, MiB; 0 where it has none that grows.
        CACHE_MEBIBYTES
    }

    /// Per node of the cluster, regions in order.
    enum Machine implements Gauge {
        /// Cores in use.
        CORES,
        /// Of these, by a neighbour.
        STOLEN,
        /// Memory in use, MiB.
        MEBIBYTES,
        /// 1 while it gets no new pods.
        CORDONED,
        /// 1 once it is gone, 2 once that is noticed.
        GONE,
        /// By how much its clock is ahead, or behind, microseconds.
        AHEAD_MICROS,
        BEHIND_MICROS
    }

    /// Per job in a region, see [CronJobs].
    enum Job implements Gauge {
        /// The ordinal of a [JobState].
        STATE
    }

    /// What a job is at in a tick: it begins in one, works in those that follow, and has succeeded or failed
    /// in the first one in which it does not work any more.
    enum JobState {
        IDLE,
        BEGINS,
        WORKS,
        SUCCEEDS,
        FAILS;

        private static final JobState[] ALL = values();

        public static JobState of(Frame frame, int instance) {
            return ALL[(int) Math.rint(frame.at(Job.STATE, instance))];
        }

        public boolean isAtWork() {
            return this == BEGINS || this == WORKS;
        }

        /// Whether the job begins or ends in the tick, so that there is something to tell.
        public boolean isTurn() {
            return this != IDLE && this != WORKS;
        }
    }

    /// Per autoscaler in a region: `autoscaler * regions + region`.
    enum Autoscaler implements Gauge {
        MINIMUM,
        MAXIMUM,
        /// Share of the pods' CPU that it aims at.
        TARGET,
        /// 1 while it gets no metric.
        BLIND
    }

    /// Per pool of a pod that exists in the tick.
    enum Pool implements Gauge {
        /// Share of borrowers who give up.
        TIMEOUTS,
        /// Mean of the random part of the wait, microseconds.
        WAIT_MICROS,
        /// The wait that all borrowers share behind the backlog, microseconds.
        BACKLOG_MICROS,
        /// Connections it may hold.
        SIZE,
        /// Connections it holds, lent out or not.
        OPEN,
        /// Connections that the pod opened beside the pool and keeps.
        LEAKED,
        /// Connections lent out.
        ACTIVE,
        /// Borrowers waiting.
        PENDING
    }
}
