// SPDX-License-Identifier: Apache-2.0
package brownout.web.api;

import brownout.web.api.alertmanager.AlertmanagerApi;
import brownout.web.api.alertmanager.Silencing;
import brownout.web.api.loki.LokiApi;
import brownout.web.api.prometheus.PrometheusApi;
import brownout.web.api.prometheus.PrometheusPages;
import brownout.web.api.prometheus.PrometheusStatusApi;
import brownout.web.api.prometheus.PrometheusTargetsApi;
import brownout.web.api.tempo.TempoApi;
import brownout.web.api.tempo.TempoSearchApi;
import brownout.web.http.Endpoints;
import brownout.web.http.Failures;
import brownout.web.http.QueryPool;
import io.vertx.ext.web.Router;
import java.util.concurrent.Executor;

/// The four API families of a run, each below its base, `/r/{run}/{family}`.
public final class TelemetryApis {
    /// A regular expression for the paths of the four families.
    public static final String PATHS = "/r/[^/]+/(?:prometheus|loki|tempo|alertmanager)(?:/.*)?";

    private TelemetryApis() {}

    public static void mount(
            Router router,
            Signals.Source source,
            Silencing silencing,
            QueryPool pool,
            Executor blocking) {
        var prometheus = family("prometheus", PrometheusApi.failures(), router, pool, blocking);
        new PrometheusApi(source).mount(prometheus);
        new PrometheusStatusApi(source).mount(prometheus);
        new PrometheusTargetsApi(source).mount(prometheus);
        new PrometheusPages(source).mount(prometheus);
        prometheus.close();
        var loki = family("loki", LokiApi.failures(), router, pool, blocking);
        new LokiApi(source).mount(loki);
        loki.close();
        var tempo = family("tempo", TempoApi.failures(), router, pool, blocking);
        new TempoApi(source).mount(tempo);
        new TempoSearchApi(source).mount(tempo);
        tempo.close();
        var alertmanager =
                family("alertmanager", AlertmanagerApi.failures(), router, pool, blocking);
        new AlertmanagerApi(source, silencing).mount(alertmanager);
        alertmanager.close();
    }

    private static Endpoints family(
            String name, Failures failures, Router router, QueryPool pool, Executor blocking) {
        return new Endpoints(router, "/r/:run/" + name, failures, pool, blocking);
    }
}
