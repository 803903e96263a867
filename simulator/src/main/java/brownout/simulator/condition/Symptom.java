// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.condition;

/// How a request or call that fails of a condition looks.
///
/// `status` is the HTTP status that a service or third party answers with, 0 where the caller gets no
/// answer (or where statuses do not exist). `afterMicros` is how long failing takes; a negative number:
/// until the caller stops waiting. A status below 300 of a call is an answer that looks well, takes its usual time, and is an
/// error all the same: it [#isHollow]. `errorType`, `message` and `stack` (lines, may be empty) are what is
/// logged; with an empty `errorType` the failure's own.
public record Symptom(
        Failure failure,
        int status,
        long afterMicros,
        String errorType,
        String message,
        String stack) {
    /// A failure without words of its own.
    public static Symptom of(Failure failure, int status, long afterMicros) {
        return new Symptom(failure, status, afterMicros, "", "", "");
    }

    /// Whether a caller that goes by the status alone takes it for success.
    public boolean isHollow() {
        return status >= 200 && status < 300;
    }

    /// What lines call it.
    public String type() {
        return errorType.isEmpty() ? failure.errorType() : errorType;
    }
}
