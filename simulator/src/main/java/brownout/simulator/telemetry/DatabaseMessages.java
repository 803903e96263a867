// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.condition.Failure;

/// What a PostgreSQL server says when it refuses something. Worded as the server does.
final class DatabaseMessages {
    static final String NO_SLOTS =
            "FATAL: remaining connection slots are reserved for roles with the SUPERUSER attribute";

    private DatabaseMessages() {}

    /// Of a failure that is the server's; `verb` is the statement's first word.
    static String of(Failure failure, String verb) {
        return switch (failure) {
            case DATABASE_UNAVAILABLE -> "FATAL: the database system is starting up";
            case READ_ONLY -> "ERROR: cannot execute " + verb + " in a read-only transaction";
            case NO_SPACE ->
                    "ERROR: could not write to file \"pg_wal/xlogtemp\": No space left on device";
            case DEADLOCK -> "ERROR: deadlock detected";
            default -> failure.errorType();
        };
    }
}
