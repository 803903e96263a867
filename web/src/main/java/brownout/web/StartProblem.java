// SPDX-License-Identifier: Apache-2.0
package brownout.web;

/// The server cannot start; the message is one line for the operator that says what to do.
public final class StartProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
