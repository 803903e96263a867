// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import java.util.List;

/// What a PostgreSQL server keeps and how.
public interface Postgres {
    /// Volumes and the checkpointer's settings. A checkpoint begins every `checkpointSeconds`, or sooner
    /// after `maxWalBytes` of write-ahead log; finished log is kept for `slots`, the replication slots.
    record Storage(
            Disk disk, Disk wal, int checkpointSeconds, long maxWalBytes, List<String> slots) {
        public Storage {
            slots = List.copyOf(slots);
        }
    }

    /// A table with `rows` rows at t0, `rowsPerDay` more a day, of `rowBytes` each.
    record Table(String name, long rows, long rowsPerDay, int rowBytes, List<Index> indexes) {
        public Table {
            indexes = List.copyOf(indexes);
        }

        public boolean hasIndex(String index) {
            return indexes.stream().anyMatch(i -> i.name().equals(index));
        }
    }

    /// An index over columns, the leading one first.
    record Index(String name, List<String> columns) {
        public Index {
            columns = List.copyOf(columns);
        }
    }

    /// A server that follows the primary, in a zone of every region: a `READER` answers queries, a
    /// `STANDBY` waits to take over.
    record Replica(String name, Role role, double cores, long usualLagMicros) {}

    enum Role {
        READER,
        STANDBY
    }
}
