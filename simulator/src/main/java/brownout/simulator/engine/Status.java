// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// How a request or call ended, as a small index: HTTP status codes, and for callers five ways to get
/// none. The index is what counters are kept by; [#label] is what signals say.
public final class Status {
    private static final int[] CODES = {
        200, 201, 202, 204, 400, 401, 402, 403, 404, 409, 422, 429, 500, 502, 503, 504
    };

    /// The caller stopped waiting.
    public static final int TIMEOUT = CODES.length;

    /// The connection broke: the callee's pod went away.
    public static final int RESET = CODES.length + 1;

    /// There was nobody to connect to.
    public static final int REFUSED = CODES.length + 2;

    /// The callee's name could not be resolved.
    public static final int UNRESOLVED = CODES.length + 3;

    /// The TLS handshake failed.
    public static final int UNTRUSTED = CODES.length + 4;

    /// A database or cache call that worked, or that failed.
    public static final int DONE = CODES.length + 5;

    public static final int FAILED = CODES.length + 6;

    /// Number of HTTP-like statuses, those that counters know: `[0, COUNT)`.
    public static final int COUNT = CODES.length + 5;

    private Status() {}

    /// The index of an HTTP status code; codes that are not listed have none.
    public static int of(int code) {
        for (int i = 0; i < CODES.length; i++) {
            if (CODES[i] == code) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such status here: " + code);
    }

    /// The HTTP code, or 0 where the caller got none.
    public static int code(int status) {
        return status < CODES.length ? CODES[status] : 0;
    }

    /// `503`, `timeout`, …
    public static String label(int status) {
        return switch (status - CODES.length) {
            case 0 -> "timeout";
            case 1 -> "reset";
            case 2 -> "refused";
            case 3 -> "dns_error";
            case 4 -> "tls_error";
            case 5 -> "done";
            case 6 -> "failed";
            default -> Integer.toString(CODES[status]);
        };
    }

    /// 5xx, no answer, or a failed statement.
    public static boolean isFailure(int status) {
        return status != DONE && (status >= CODES.length || CODES[status] >= 500);
    }

    /// 4xx: answered, but not with what was asked for.
    public static boolean isDecline(int status) {
        int code = code(status);
        return code >= 400 && code < 500;
    }
}
