// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.condition;

/// How a request or call that fails of a condition looks.
///
/// `status` is the HTTP status that a service or third party answers with, 0 where the caller gets no
/// answer (or where statuses do not exist). `afterMicros` is how long failing takes; a negative number:
/// until the caller stops waiting. `errorType`, `message` and `stack` (lines, may be empty) are what is
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

    /// What lines call it.
    public String type() {
        return errorType.isEmpty() ? failure.errorType() : errorType;
    }
}
