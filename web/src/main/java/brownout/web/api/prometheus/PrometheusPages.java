// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.prometheus;

import brownout.web.api.Signals;
import brownout.web.http.Endpoints;
import brownout.web.http.Params;
import brownout.web.http.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// Where Prometheus has pages of its own, the way to the run's page that shows the same.
public final class PrometheusPages {
    private static final Pattern RANGE = Pattern.compile("\\d{1,6}[smh]");

    private final Signals.Source source;

    public PrometheusPages(Signals.Source source) {
        this.source = source;
    }

    public void mount(Endpoints on) {
        for (var path : List.of("", "/", "/graph", "/query")) {
            on.get(path, this::query);
        }
        for (var path : List.of("/targets", "/service-discovery")) {
            on.get(path, in -> page(in, "/targets"));
        }
        for (var path : List.of("/tsdb-status", "/status")) {
            on.get(path, in -> page(in, "/tsdb-status"));
        }
        for (var path : List.of("/alerts", "/rules")) {
            on.get(path, in -> page(in, "/alerts"));
        }
    }

    private Reply page(Params in, String path) {
        source.of(in);
        return Reply.redirect("/r/" + in.part("run") + path);
    }

    /// The explorer with the first panel's expression and range, which ends now.
    private Reply query(Params in) {
        var query = new StringBuilder();
        var expression = in.text("g0.expr");
        if (!expression.isEmpty()) {
            query.append("?q=").append(URLEncoder.encode(expression, StandardCharsets.UTF_8));
            var range = in.text("g0.range_input");
            if (RANGE.matcher(range).matches() && in.text("g0.end_input").isEmpty()) {
                query.append("&from=now-").append(range).append("&to=now");
            }
        }
        return page(in, "/x/metrics" + query);
    }
}
