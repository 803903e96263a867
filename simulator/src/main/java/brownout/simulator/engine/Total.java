// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// A sum that only grows, kept for each instance of something and copied at every scrape: what counters
/// of other things than pods are made of. Whole numbers; times are microseconds. Instances are numbered
/// as in [Gauge].
public sealed interface Total {
    int ordinal();

    /// Per database in a region.
    enum Database implements Total {
        /// Statements that worked.
        COMMITS,
        /// Statements that failed.
        ROLLBACKS,
        /// Of those, the ones that were in a deadlock.
        DEADLOCKS,
        /// Bytes of write-ahead log.
        WAL_BYTES,
        CHECKPOINTS_TIMED,
        /// Checkpoints that began because there was so much log.
        CHECKPOINTS_REQUESTED,
        /// Pages that checkpoints wrote.
        PAGES_WRITTEN,
        /// Pages that statements looked at and found in memory.
        PAGES_HIT,
        /// Pages that had to be read from the disk.
        PAGES_READ,
        /// Time the disk was busy, microseconds.
        IO_MICROS,
        /// The time that reads and writes took, summed, microseconds.
        IO_WEIGHTED_MICROS,
        /// CPU time, microseconds.
        CPU_MICROS
    }

    /// Per query class of a database in a region; see [DatabaseNumbers].
    enum Query implements Total {
        /// Statements that the server answered.
        CALLS,
        /// The time they took there, microseconds.
        MICROS,
        /// Of those, the ones that read the whole table.
        SCANS,
        /// Rows read.
        ROWS
    }

    /// Per table of a database in a region.
    enum Table implements Total {
        AUTOVACUUMS
    }

    /// Per node of the cluster: what its cores did; microseconds.
    enum Machine implements Total {
        BUSY_MICROS,
        /// Waiting for a neighbour.
        STEAL_MICROS,
        IDLE_MICROS
    }

    /// Per node, in the order of the estate's regions.
    enum Link implements Total {
        /// TCP segments sent.
        SEGMENTS,
        /// ... and sent again because nobody confirmed them.
        RETRANSMITS,
        /// Connections for which there was no room in the table.
        DROPS
    }

    /// Per region.
    enum Names implements Total {
        /// Names that were looked up and found.
        FOUND,
        /// ... and that could not be.
        FAILED
    }

    /// Per shard of a cache in a region, see [World#shard].
    enum Shard implements Total {
        HITS,
        MISSES,
        /// Commands answered, those refused for want of memory too.
        COMMANDS,
        /// Commands refused for want of memory.
        OUT_OF_MEMORY,
        /// Commands refused while loading.
        LOADING,
        /// CPU time used.
        CPU_MICROS,
        /// Keys thrown out to make room.
        EVICTED,
        /// Keys whose time was over.
        EXPIRED,
        /// Commands in the slow log since it started.
        SLOW
    }

    /// Per topic in a region.
    enum Topic implements Total {
        /// Messages published.
        MESSAGES
    }

    /// Per consumer group in a region.
    enum Consumer implements Total {
        /// Messages handled, or given up.
        HANDLED,
        /// Deliveries that failed.
        FAILED,
        /// Deliveries of messages that had been delivered before.
        REDELIVERED,
        /// Messages that went to the dead letters.
        DEAD,
        /// Times that the group shared its partitions out anew.
        REBALANCES
    }

    /// Per target in a region: calls that it answered.
    enum Target implements Total {
        CALLS,
        /// Those of them that it refused.
        FAILED,
        /// Time they took at the caller.
        MICROS
    }

    /// Per job in a region, see [CronJobs].
    enum Job implements Total {
        /// Calls it made.
        CALLS,
        /// Those that failed.
        FAILED_CALLS,
        /// Runs that ended well.
        SUCCEEDED_RUNS,
        FAILED_RUNS,
        /// The second after t0 at which the last of the former ended.
        SUCCEEDED_SECOND
    }

    /// Per zone of a third party near a region, see [World#zone].
    enum Zone implements Total {
        /// Calls that it answered without a 5xx.
        ANSWERED,
        /// Calls that failed there or were not answered in time.
        FAILED
    }

    /// Per region: what customers' requests come to.
    enum Business implements Total {
        /// Of completed orders, hundredths of the region's currency.
        REVENUE_CENTS,
        /// Tickets by topic, see [Ticket.Topic].
        CANNOT_ORDER,
        SITE_ERROR,
        ORDER_MISSING,
        QUESTION
    }

    /// Per region: what the stores of logs and traces are sent.
    enum Intake implements Total {
        /// Request lines that have arrived.
        LINES,
        /// Those that agents have yet to send; goes down to 0 when they do.
        LINES_HELD,
        /// Those that never arrive.
        LINES_LOST,
        /// Spans that ended.
        SPANS,
        /// Those of traces that are kept.
        SPANS_KEPT
    }
}
