// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

/// Why an event is refused: the field (a path such as `path[2].to`, or empty for the whole) and what
/// is wrong with it.
public final class BadEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public BadEvent(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
