// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

/// A request that cannot be served, and the client's part in it: a status and one sentence. Each API
/// family has its own envelope around it. `field` names the offending part, or is empty.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String field;

    public Refusal(int status, String text) {
        this(status, "", text);
    }

    public Refusal(int status, String field, String text) {
        super(text, null, false, false);
        this.status = status;
        this.field = field;
    }

    public static Refusal bad(String text) {
        return new Refusal(400, text);
    }

    /// The answer to every run id that opens nothing, whatever the reason.
    public static Refusal unknownRun() {
        return new Refusal(404, "no such run");
    }

    public int status() {
        return status;
    }

    public String field() {
        return field;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
