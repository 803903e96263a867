// SPDX-License-Identifier: Apache-2.0
package brownout.web.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/// The event log: appends are written by one thread over one connection and are durable when the
/// method returns. What queues up while a commit runs shares the next one.
public final class Journal implements AutoCloseable {
    private static final String COLUMNS =
            "stream, seq, tick, wall_millis, actor, kind, version, idempotency_key, body";

    private final Database database;
    private final LinkedBlockingQueue<Write> writes = new LinkedBlockingQueue<>();
    private final Thread writer;

    /// Something to do in one transaction, and who waits for its commit.
    private record Write(Work work, CompletableFuture<Boolean> done) {}

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private static final Write STOP = new Write(_ -> {}, new CompletableFuture<>());

    public Journal(Database database) {
        this.database = database;
        this.writer = Thread.ofPlatform().name("journal").start(this::write);
    }

    /// Returns when the event is committed. The caller gives `seq`, one more than the stream's last.
    public void append(StoredEvent event) {
        await(connection -> insert(connection, event));
    }

    /// A new run with its first event and the documents (kind and body by digest) which that pins, in
    /// one transaction.
    public void create(RunRow run, StoredEvent started, Map<String, Document> documents) {
        await(connection -> {
            for (var document : documents.entrySet()) {
                pin(connection, document.getKey(), document.getValue());
            }
            insert(connection, run);
            insert(connection, started);
        });
    }

    /// Appends to the view log some time soon; a crash may lose what is still under way.
    public void viewed(View view) {
        writes.add(new Write(connection -> insert(connection, view), new CompletableFuture<>()));
    }

    /// A run as its person finds it.
    public record RunRow(String id, String person, String drill, long createdMillis) {}

    /// A pinned file: what it is and its text.
    public record Document(String kind, String body) {}

    /// One entry of the view log; `body` is JSON.
    public record View(String stream, int tick, long wallMillis, String actor, String body) {}

    /// All events of a stream in order; empty where there is none.
    public List<StoredEvent> events(String stream) {
        return query(
                "select " + COLUMNS + " from event where stream = ? order by seq",
                stream,
                rows ->
                        new StoredEvent(
                                rows.getString(1),
                                rows.getLong(2),
                                rows.getInt(3),
                                rows.getLong(4),
                                rows.getString(5),
                                rows.getString(6),
                                rows.getInt(7),
                                Objects.requireNonNullElse(rows.getString(8), ""),
                                rows.getString(9)));
    }

    public Optional<RunRow> run(String id) {
        return query(
                        "select id, person, drill, created_millis from run where id = ?",
                        id,
                        Journal::runRow)
                .stream()
                .findFirst();
    }

    /// The person's runs, newest first.
    public List<RunRow> runsOf(String person) {
        return query(
                "select id, person, drill, created_millis from run where person = ?"
                        + " order by created_millis desc, id",
                person,
                Journal::runRow);
    }

    public Optional<Document> document(String digest) {
        return query(
                        "select kind, body from document where digest = ?",
                        digest,
                        rows -> new Document(rows.getString(1), rows.getString(2)))
                .stream()
                .findFirst();
    }

    /// The stream's view log in the order of writing.
    public List<View> views(String stream) {
        return query(
                "select stream, tick, wall_millis, actor, body from view_log where stream = ?"
                        + " order by tick, wall_millis",
                stream,
                rows ->
                        new View(
                                rows.getString(1),
                                rows.getInt(2),
                                rows.getLong(3),
                                rows.getString(4),
                                rows.getString(5)));
    }

    /// Writes what is queued and ends the writer.
    @Override
    public void close() {
        writes.add(STOP);
        try {
            writer.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(Work work) {
        var done = new CompletableFuture<Boolean>();
        writes.add(new Write(work, done));
        try {
            done.join();
        } catch (CompletionException e) {
            throw new StoreProblem("the database refused a write", e);
        }
    }

    private void write() {
        try (var connection = database.source().getConnection()) {
            connection.setAutoCommit(false);
            var batch = new ArrayList<Write>();
            while (!batch.contains(STOP)) {
                batch.clear();
                batch.add(writes.take());
                writes.drainTo(batch);
                commit(connection, batch);
            }
        } catch (SQLException | InterruptedException e) {
            fail(new ArrayList<>(writes), e);
        }
    }

    /// One commit for the whole batch; where one of them fails, each gets its own.
    private static void commit(Connection connection, List<Write> batch) throws SQLException {
        try {
            for (var write : batch) {
                write.work.on(connection);
            }
            connection.commit();
            batch.forEach(write -> write.done.complete(true));
        } catch (SQLException e) {
            connection.rollback();
            if (batch.size() == 1) {
                fail(batch, e);
            } else {
                for (var write : batch) {
                    commit(connection, List.of(write));
                }
            }
        }
    }

    private static void fail(List<Write> batch, Exception e) {
        batch.forEach(write -> write.done.completeExceptionally(e));
    }

    private static void insert(Connection connection, StoredEvent event) throws SQLException {
        try (var row =
                connection.prepareStatement(
                        "insert into event (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            row.setString(1, event.stream());
            row.setLong(2, event.seq());
            row.setInt(3, event.tick());
            row.setLong(4, event.wallMillis());
            row.setString(5, event.actor());
            row.setString(6, event.kind());
            row.setInt(7, event.version());
            if (event.key().isEmpty()) {
                row.setNull(8, Types.VARCHAR);
            } else {
                row.setString(8, event.key());
            }
            row.setString(9, event.body());
            row.executeUpdate();
        }
    }

    private static void insert(Connection connection, RunRow run) throws SQLException {
        try (var row =
                connection.prepareStatement(
                        "insert into run (id, person, drill, created_millis) values (?, ?, ?, ?)")) {
            row.setString(1, run.id());
            row.setString(2, run.person());
            row.setString(3, run.drill());
            row.setLong(4, run.createdMillis());
            row.executeUpdate();
        }
    }

    private static void insert(Connection connection, View view) throws SQLException {
        try (var row =
                connection.prepareStatement(
                        "insert into view_log (stream, tick, wall_millis, actor, body)"
                                + " values (?, ?, ?, ?, ?)")) {
            row.setString(1, view.stream());
            row.setInt(2, view.tick());
            row.setLong(3, view.wallMillis());
            row.setString(4, view.actor());
            row.setString(5, view.body());
            row.executeUpdate();
        }
    }

    /// Stores a document unless it is there already.
    private static void pin(Connection connection, String digest, Document document)
            throws SQLException {
        try (var row =
                connection.prepareStatement(
                        "insert into document (digest, kind, body) select ?, ?, ?"
                                + " where not exists (select 1 from document where digest = ?)")) {
            row.setString(1, digest);
            row.setString(2, document.kind());
            row.setString(3, document.body());
            row.setString(4, digest);
            row.executeUpdate();
        }
    }

    private static RunRow runRow(ResultSet rows) throws SQLException {
        return new RunRow(rows.getString(1), rows.getString(2), rows.getString(3), rows.getLong(4));
    }

    @FunctionalInterface
    private interface Row<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private <T> List<T> query(String sql, String argument, Row<T> row) {
        try (var connection = database.source().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            var result = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    result.add(row.read(rows));
                }
            }
            return result;
        } catch (SQLException e) {
            throw new StoreProblem("the database refused a read", e);
        }
    }
}
