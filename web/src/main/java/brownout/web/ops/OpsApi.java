// SPDX-License-Identifier: Apache-2.0
package brownout.web.ops;

import brownout.web.http.Endpoints;
import brownout.web.http.Reply;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// The server's own `/metrics`, `/healthz` and `/readyz`.
public final class OpsApi {
    private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    public OpsApi(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    public void mount(Endpoints on) {
        on.get("/metrics", _ -> Reply.text(registry.scrape()).as(EXPOSITION));
        on.get("/healthz", _ -> Reply.text("ok\n"));
        on.get("/readyz", _ -> Reply.text("ready\n"));
    }
}
