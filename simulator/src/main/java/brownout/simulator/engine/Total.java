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
        ROLLBACKS
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

    /// Per cache in a region.
    enum Cache implements Total {
        HITS,
        MISSES
    }
}
