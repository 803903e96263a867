// SPDX-License-Identifier: Apache-2.0
package brownout.web.ops;

import brownout.web.http.Endpoints;
import brownout.web.http.Reply;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.BooleanSupplier;

/// The server's own `/metrics`, `/healthz` and `/readyz`.
public final class OpsApi {
    private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final BooleanSupplier ready;

    /// `ready` tells whether a new run starts at once.
    public OpsApi(PrometheusMeterRegistry registry, BooleanSupplier ready) {
        this.registry = registry;
        this.ready = ready;
    }

    public void mount(Endpoints on) {
        on.get("/metrics", _ -> Reply.text(registry.scrape()).as(EXPOSITION));
        on.get("/healthz", _ -> Reply.text("ok\n"));
        on.get("/readyz", _ -> ready());
    }

    private Reply ready() {
        return ready.getAsBoolean() ? Reply.text("ready\n") : Reply.text(503, "warming up\n");
    }
}
