// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

/// Why an action line is refused. `field` is the part of the action at fault (`action`, `service`,
/// `--replicas`, …), `column` its 1-based place in the line, `hint` a sentence or empty.
public final class ActionError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final int column;
    private final String hint;

    public ActionError(String message, String field, int column, String hint) {
        super(message);
        this.field = field;
        this.column = column;
        this.hint = hint;
    }

    public String field() {
        return field;
    }

    public int column() {
        return column;
    }

    public String hint() {
        return hint;
    }

    /// The message with the hint behind it.
    public String text() {
        var message = String.valueOf(getMessage());
        return hint.isEmpty() ? message : message + ". " + hint;
    }
}
