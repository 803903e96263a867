// SPDX-License-Identifier: Apache-2.0
package brownout.query.syntax;

/// Why a query cannot be answered: one error type for the three languages; each API renders its own
/// envelope. The message's first sentence is worded as the upstream project words it, the hint is
/// ours.
public final class QueryError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What kind of failure; the HTTP status follows from it.
    public enum Kind {
        /// The text is not a query.
        PARSE,
        /// It is one, but this version does not evaluate it.
        UNSUPPORTED,
        /// It failed while being evaluated.
        EXECUTION,
        /// It would look at more data than allowed.
        LIMIT,
        TIMEOUT,
        CANCELED
    }

    private final Kind kind;
    private final transient Pos pos;
    private final String query;
    private final String hint;

    /// `hint` may be empty. `query` is the whole text, so that [#located] can give line and column.
    public QueryError(Kind kind, Pos pos, String query, String message, String hint) {
        super(message);
        this.kind = kind;
        this.pos = pos;
        this.query = query;
        this.hint = hint;
    }

    /// An error without a position.
    public QueryError(Kind kind, String message) {
        this(kind, Pos.NONE, "", message, "");
    }

    public Kind kind() {
        return kind;
    }

    public Pos pos() {
        return pos;
    }

    public String hint() {
        return hint;
    }

    public int line() {
        return pos.line(query);
    }

    public int column() {
        return pos.column(query);
    }

    /// The message with the hint behind it.
    public String text() {
        var message = String.valueOf(getMessage());
        return hint.isEmpty() ? message : message + ". " + hint;
    }

    /// `line:column: parse error: message. hint`, the form of Prometheus.
    public String located() {
        return line() + ":" + column() + ": parse error: " + text();
    }
}
