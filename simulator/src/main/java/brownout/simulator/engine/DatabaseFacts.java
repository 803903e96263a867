// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Postgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// How one database server (of a region) is set up and what is wrong with it: what effects change, as
/// opposed to the numbers that move by themselves. Immutable; a frame refers to those of its tick.
public record DatabaseFacts(
        Role role,
        Settings settings,
        Volumes volumes,
        List<Index> indexes,
        List<Session> sessions,
        List<Slot> slots,
        List<Trouble> troubles) {
    /// How long a primary needs from its start to its first connection.
    public static final int START_SECONDS = 15;

    /// Available from here on: not until somebody does something.
    static final int NEVER = Integer.MAX_VALUE;

    public DatabaseFacts {
        indexes = List.copyOf(indexes);
        sessions = List.copyOf(sessions);
        slots = List.copyOf(slots);
        troubles = List.copyOf(troubles);
    }

    /// `primary` is the number of the server that takes writes: 0 as the file has it, `k` its replica
    /// `k - 1`. It takes nothing before `availableFromTick`; `lostSeconds` of the log were lost at the
    /// last failover.
    public record Role(int primary, int availableFromTick, double lostSeconds) {}

    /// What the server is configured to. With `readsFromPrimary` replicas answer nothing.
    public record Settings(
            int maxConnections, long maxWalBytes, boolean readOnly, boolean readsFromPrimary) {}

    /// Sizes of the volumes, 0 where the estate does not say.
    public record Volumes(long dataBytes, long walBytes) {}

    /// An index over columns of a table, the leading one first. Being built from `sinceTick`, it is of
    /// use from `validTick` on; `locking` says that the table takes no writes until then.
    public record Index(
            String name,
            String table,
            List<String> columns,
            int sinceTick,
            int validTick,
            boolean locking) {
        public Index {
            columns = List.copyOf(columns);
        }

        /// `orders (user_id, created_at)`
        public String text() {
            return table + " (" + String.join(", ", columns) + ")";
        }
    }

    /// See [brownout.simulator.fault.DatabaseEffect.StartSession]; `pid` is the backend's.
    public record Session(
            String name,
            String table,
            double cpuShare,
            double ioShare,
            long walBytesPerSecond,
            double lockedShare,
            int sinceTick,
            int pid) {}

    /// A replication slot. The log it keeps grows by `bytesPerSecond` from `sinceTick` on, 0 while
    /// somebody reads it.
    public record Slot(String name, double bytesPerSecond, int sinceTick) {}

    /// Something that goes on until it is mended.
    public sealed interface Trouble {
        /// Connections that pods of a service take and keep.
        record Leak(String service, String version, double perMinute) implements Trouble {}

        /// A query that is planned wrongly.
        record BadPlan(String query) implements Trouble {}

        /// A table that grows faster than usual.
        record Growth(String table, double rowsPerSecond) implements Trouble {}

        /// A replica that applies only part of the log.
        record SlowReplica(String replica, double appliedShare) implements Trouble {}
    }

    /// As the estate's file has it.
    public static DatabaseFacts of(Estate.Database database) {
        var storage = database.storage();
        var indexes = new ArrayList<Index>();
        for (var table : database.tables()) {
            for (var index : table.indexes()) {
                indexes.add(
                        new Index(
                                index.name(),
                                table.name(),
                                index.columns(),
                                Integer.MIN_VALUE,
                                Integer.MIN_VALUE,
                                false));
            }
        }
        var slots =
                storage.map(Postgres.Storage::slots).orElse(List.of()).stream()
                        .map(name -> new Slot(name, 0, 0))
                        .toList();
        return new DatabaseFacts(
                new Role(0, Integer.MIN_VALUE, 0),
                new Settings(
                        database.maxConnections(),
                        storage.map(Postgres.Storage::maxWalBytes).orElse(0L),
                        false,
                        false),
                new Volumes(
                        storage.map(s -> s.disk().sizeBytes()).orElse(0L),
                        storage.map(s -> s.wal().sizeBytes()).orElse(0L)),
                indexes,
                List.of(),
                slots,
                List.of());
    }

    // ---- what there is

    /// Whether the primary has ended and nobody has started it.
    public boolean isStopped() {
        return role.availableFromTick == NEVER;
    }

    public boolean isAvailable(int tick) {
        return tick >= role.availableFromTick;
    }

    public Optional<Index> index(String name) {
        return indexes.stream().filter(index -> index.name().equals(name)).findFirst();
    }

    public Optional<Session> session(String name) {
        return sessions.stream().filter(session -> session.name().equals(name)).findFirst();
    }

    public Optional<Slot> slot(String name) {
        return slots.stream().filter(slot -> slot.name().equals(name)).findFirst();
    }

    public boolean isPlannedBadly(String query) {
        return troubles.contains(new Trouble.BadPlan(query));
    }

    /// The share of the log that a replica applies as it comes.
    double appliedShare(String replica) {
        for (var trouble : troubles) {
            if (trouble instanceof Trouble.SlowReplica slow && slow.replica().equals(replica)) {
                return slow.appliedShare();
            }
        }
        return 1;
    }

    double growth(String table) {
        for (var trouble : troubles) {
            if (trouble instanceof Trouble.Growth growth && growth.table().equals(table)) {
                return growth.rowsPerSecond();
            }
        }
        return 0;
    }

    // ---- the same with something else

    DatabaseFacts with(Role newRole) {
        return new DatabaseFacts(newRole, settings, volumes, indexes, sessions, slots, troubles);
    }

    DatabaseFacts with(Settings newSettings) {
        return new DatabaseFacts(role, newSettings, volumes, indexes, sessions, slots, troubles);
    }

    DatabaseFacts with(Volumes newVolumes) {
        return new DatabaseFacts(role, settings, newVolumes, indexes, sessions, slots, troubles);
    }

    DatabaseFacts with(Index index) {
        var more = without(indexes, other -> other.name().equals(index.name()));
        more.add(index);
        return new DatabaseFacts(role, settings, volumes, more, sessions, slots, troubles);
    }

    DatabaseFacts withoutIndex(String name) {
        var fewer = without(indexes, other -> other.name().equals(name));
        return new DatabaseFacts(role, settings, volumes, fewer, sessions, slots, troubles);
    }

    DatabaseFacts with(Session session) {
        var more = without(sessions, other -> other.name().equals(session.name()));
        more.add(session);
        return new DatabaseFacts(role, settings, volumes, indexes, more, slots, troubles);
    }

    DatabaseFacts withoutSession(String name) {
        var fewer = without(sessions, other -> other.name().equals(name));
        return new DatabaseFacts(role, settings, volumes, indexes, fewer, slots, troubles);
    }

    DatabaseFacts with(Slot slot) {
        var more = without(slots, other -> other.name().equals(slot.name()));
        more.add(slot);
        return new DatabaseFacts(role, settings, volumes, indexes, sessions, more, troubles);
    }

    DatabaseFacts withoutSlot(String name) {
        var fewer = without(slots, other -> other.name().equals(name));
        return new DatabaseFacts(role, settings, volumes, indexes, sessions, fewer, troubles);
    }

    /// With `trouble` in place of those that are `like` it.
    DatabaseFacts with(Trouble trouble, Predicate<Trouble> like) {
        var more = without(troubles, like);
        more.add(trouble);
        return new DatabaseFacts(role, settings, volumes, indexes, sessions, slots, more);
    }

    DatabaseFacts withoutTroubles(Predicate<Trouble> like) {
        var fewer = without(troubles, like);
        return new DatabaseFacts(role, settings, volumes, indexes, sessions, slots, fewer);
    }

    private static <T> List<T> without(List<T> list, Predicate<T> some) {
        var fewer = new ArrayList<>(list);
        fewer.removeIf(some);
        return fewer;
    }
}
