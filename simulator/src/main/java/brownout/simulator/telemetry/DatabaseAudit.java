// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.ChangeRow;
import brownout.simulator.engine.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What people did to a database by a statement, as the extension pgAudit logs it, as far as the change
/// feed tells.
///
/// Source: pgAudit's documentation, "Format": `AUDIT: SESSION,<statement>,<substatement>,<class>,<command>,
/// <object type>,<object name>,<statement>,<parameter>`.
final class DatabaseAudit {
    /// How a row of the feed begins, and the class, command and text of its statement: `$1` is what the
    /// summary has in the place of the group.
    private record Statement(Pattern summary, String kind, String command, String text) {
        static Statement of(String summary, String kind, String command, String text) {
            return new Statement(Pattern.compile(summary), kind, command, text);
        }
    }

    private static final List<Statement> STATEMENTS =
            List.of(
                    Statement.of("Dropped index (\\S+) on ", "DDL", "DROP INDEX", "DROP INDEX $1"),
                    Statement.of(
                            "Creating an index on (\\S+ \\(.*\\)) on ",
                            "DDL",
                            "CREATE INDEX",
                            "CREATE INDEX CONCURRENTLY ON $1"),
                    Statement.of("Analyzed (\\S+) on ", "MISC", "ANALYZE", "ANALYZE $1"),
                    Statement.of(
                            "Terminated session (\\S+) on ",
                            "READ",
                            "SELECT",
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                    + " WHERE application_name = '$1'"),
                    Statement.of(
                            "Dropped replication slot (\\S+) on ",
                            "READ",
                            "SELECT",
                            "SELECT pg_drop_replication_slot('$1')"),
                    Statement.of(
                            "Set (\\S+=\\S+) on ", "MISC", "ALTER SYSTEM", "ALTER SYSTEM SET $1"));

    private DatabaseAudit() {}

    /// Adds what a database's server in a region logs of it in `tick`.
    static void add(Snapshot snapshot, int tick, int database, List<String> into) {
        var world = snapshot.world;
        var name = world.estate.databases().get(database / world.regions).name();
        for (var row : snapshot.changesIn(tick)) {
            if (row.target().equals(name)
                    && AuditLines.isIn(world, row, database % world.regions)) {
                message(row).ifPresent(into::add);
            }
        }
    }

    private static Optional<String> message(ChangeRow row) {
        for (var statement : STATEMENTS) {
            var said = statement.summary.matcher(row.summary());
            if (said.lookingAt()) {
                var text = statement.text.replace("$1", said.group(1));
                return Optional.of(
                        "user="
                                + row.actor()
                                + " LOG:  AUDIT: SESSION,1,1,"
                                + statement.kind
                                + ","
                                + statement.command
                                + ",,,"
                                + quoted(
                                        row.detail().startsWith("locks ")
                                                ? text.replace(" CONCURRENTLY", "")
                                                : text)
                                + ",<not logged>");
            }
        }
        return Optional.empty();
    }

    /// As in CSV: in quotes where there is a comma or a quote.
    private static String quoted(String text) {
        return text.contains(",") || text.contains("\"")
                ? "\"" + text.replace("\"", "\"\"") + "\""
                : text;
    }
}
