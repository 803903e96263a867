// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import java.util.concurrent.CompletableFuture;

/// What a request needs is being computed elsewhere; it is worth another try [#when] that is done,
/// well or not. [Endpoints] lets the request wait without a thread. Whoever throws it has changed
/// nothing yet, since the whole request is tried again.
public final class NotYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient CompletableFuture<?> when;

    public NotYet(CompletableFuture<?> when) {
        super("not computed yet", null, false, false);
        this.when = when;
    }

    public CompletableFuture<?> when() {
        return when;
    }
}
