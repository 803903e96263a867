// SPDX-License-Identifier: Apache-2.0
package brownout.query.syntax;

/// A mistake in a file that people write: where it is, what it is, and what to do. [#getMessage] is
/// the whole, `file:line: what. hint`.
public final class FileError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String what;
    private final String hint;

    /// `line` is 1-based; `hint` is a sentence or empty. Neither text ends in a full stop.
    public FileError(String file, int line, String what, String hint) {
        super(file + ":" + line + ": " + what + (hint.isEmpty() ? "" : ". " + hint));
        this.file = file;
        this.line = line;
        this.what = what;
        this.hint = hint;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public String what() {
        return what;
    }

    public String hint() {
        return hint;
    }
}
