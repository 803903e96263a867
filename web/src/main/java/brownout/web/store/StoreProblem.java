// SPDX-License-Identifier: Apache-2.0
package brownout.web.store;

/// The data folder or the database in it cannot be used; the message is one line for the operator
/// that says what to do.
public final class StoreProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreProblem(String message) {
        super(message);
    }

    public StoreProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
