// SPDX-License-Identifier: Apache-2.0
package brownout.query.syntax;

/// A mistake in a file that people write: where it is, what it is, and what to do. [#getMessage] is
/// the whole, `file:line: what. hint`, or `file:line:column: …` where the column is known.
public final class FileError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;
    private final String what;
    private final String hint;

    /// `line` is 1-based; `hint` is a sentence or empty. Neither text ends in a full stop.
    public FileError(String file, int line, String what, String hint) {
        this(file, line, 0, what, hint);
    }

    /// As above, with the 1-based `column`; 0 where only the line is known.
    public FileError(String file, int line, int column, String what, String hint) {
        super(
                file
                        + ":"
                        + line
                        + (column > 0 ? ":" + column : "")
                        + ": "
                        + what
                        + (hint.isEmpty() ? "" : ". " + hint));
        this.file = file;
        this.line = line;
        this.column = column;
        this.what = what;
        this.hint = hint;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    /// 1-based, or 0 where it is not known.
    public int column() {
        return column;
    }

    public String what() {
        return what;
    }

    public String hint() {
        return hint;
    }
}
