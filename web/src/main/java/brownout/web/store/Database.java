// SPDX-License-Identifier: Apache-2.0
package brownout.web.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.api.ErrorCode;

/// The database file of a data folder: looked at without writing first, then migrated and opened.
/// `WRITE_DELAY=0` makes a commit survive the death of the process; the default of H2 does not.
public final class Database implements AutoCloseable {
    /// The newest migration this program brings.
    static final int SCHEMA = 1;

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /// Throws [StoreProblem] where the file is damaged, newer than this program or in use, and leaves
    /// it as it was.
    public static Database open(DataFolder folder) {
        var file = folder.database();
        if (Files.exists(file)) {
            inspect(folder);
        }
        return open(url(folder) + ";WRITE_DELAY=0", file.toString());
    }

    /// A database that vanishes with the process; for tests.
    public static Database inMemory(String name) {
        return open("jdbc:h2:mem:" + name, name);
    }

    private static Database open(String url, String what) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("brownout");
        config.setPassword("");
        config.setPoolName("store");
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(1);
        HikariDataSource pool = null;
        try {
            pool = new HikariDataSource(config);
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return new Database(pool);
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            if (e instanceof FlywayException || e.getCause() instanceof SQLException) {
                throw problem(what, e);
            }
            throw e;
        }
    }

    private static String url(DataFolder folder) {
        var path = folder.path().toAbsolutePath().resolve("brownout").toString();
        return "jdbc:h2:file:" + path + ";DB_CLOSE_ON_EXIT=FALSE";
    }

    /// Reads every row through a read-only connection, which cannot change the file.
    private static void inspect(DataFolder folder) {
        var file = folder.database().toString();
        try (var connection =
                DriverManager.getConnection(
                        url(folder) + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE", "brownout", "")) {
            long version =
                    number(
                            connection,
                            "select max(cast(\"version\" as integer)) from \"flyway_schema_history\"");
            if (version > SCHEMA) {
                throw new StoreProblem(
                        "the database "
                                + file
                                + " was written by a newer Brownout (schema "
                                + version
                                + ", this program knows "
                                + SCHEMA
                                + "). Start that version, or give another folder with --data DIR");
            }
            number(connection, "select sum(length(body)) + sum(length(actor)) from event");
            number(connection, "select sum(length(body)) from document");
        } catch (SQLException | RuntimeException e) {
            throw problem(file, e);
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static StoreProblem problem(String file, Exception e) {
        if (e instanceof StoreProblem known) {
            return known;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                return new StoreProblem(
                        "the database "
                                + file
                                + " is in use by another process. Stop it, or give another folder"
                                + " with --data DIR",
                        e);
            }
        }
        return new StoreProblem(
                "the database "
                        + file
                        + " is damaged and was left as it is. Put a backup in its place, or give"
                        + " another folder with --data DIR",
                e);
    }

    public DataSource source() {
        return pool;
    }

    @Override
    public void close() {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException _) {
            // closing is all that was wanted
        }
        pool.close();
    }
}
