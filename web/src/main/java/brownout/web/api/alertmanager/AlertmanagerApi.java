// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.alertmanager;

import brownout.query.data.Matcher;
import brownout.query.routing.AlertViews;
import brownout.query.routing.MatcherText;
import brownout.web.api.Signals;
import brownout.web.http.Endpoints;
import brownout.web.http.Failures;
import brownout.web.http.Json;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import brownout.web.http.Times;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;

/// The Alertmanager API, version 2, over the first Alertmanager of a run's estate: what Prometheus has
/// sent it, under the configuration that it runs with.
public final class AlertmanagerApi {
    private final Signals.Source source;
    private final Silencing silencing;

    public AlertmanagerApi(Signals.Source source, Silencing silencing) {
        this.source = source;
        this.silencing = silencing;
    }

    /// How this family words its failures.
    public static Failures failures() {
        return AlertmanagerJson.FAILURES;
    }

    public void mount(Endpoints on) {
        on.get("/api/v2/status", this::status);
        on.get("/api/v2/receivers", this::receivers);
        on.get("/api/v2/alerts", this::alerts);
        on.get("/api/v2/alerts/groups", this::groups);
        new SilencesApi(source, silencing).mount(on);
        on.get("/-/healthy", this::healthy);
        on.get("/-/ready", this::healthy);
    }

    private Reply healthy(Params in) {
        source.of(in);
        return Reply.text("OK");
    }

    /// `GET /api/v2/status`; the configuration is what `amtool config` shows, and can parse.
    private Reply status(Params in) {
        var alertmanager = source.of(in).alertmanager().get();
        var json = new Json().object().name("cluster").object();
        json.name("peers").array();
        boolean isCluster = alertmanager.replicas() > 1;
        for (int peer = 0; isCluster && peer < alertmanager.members(); peer++) {
            json.object()
                    .member("address", "alertmanager-" + peer + ":9094")
                    .member("name", "alertmanager-" + peer)
                    .endObject();
        }
        json.endArray().member("status", isCluster ? "ready" : "disabled").endObject();
        json.name("config").object().member("original", alertmanager.config().text()).endObject();
        json.member("uptime", Times.milli(0)).name("versionInfo").object();
        return Reply.json(
                json.member("branch", "HEAD")
                        .member("buildDate", "20260101-00:00:00")
                        .member("buildUser", "brownout")
                        .member("goVersion", "go1.25.0")
                        .member("revision", "brownout")
                        .member("version", "0.28.1")
                        .endObject()
                        .endObject());
    }

    /// `GET /api/v2/receivers`.
    private Reply receivers(Params in) {
        var json = new Json().array();
        for (var receiver : source.of(in).alertmanager().get().config().receivers()) {
            json.object().member("name", receiver.name()).endObject();
        }
        return Reply.json(json.endArray());
    }

    /// `GET /api/v2/alerts`: firing alerts by fingerprint.
    private Reply alerts(Params in) {
        var alertmanager = source.of(in).alertmanager().get();
        var json = new Json().array();
        for (var view : alertmanager.alerts(filter(in))) {
            AlertmanagerJson.alert(json, view);
        }
        return Reply.json(json.endArray());
    }

    /// `GET /api/v2/alerts/groups`.
    private Reply groups(Params in) {
        var alertmanager = source.of(in).alertmanager().get();
        var json = new Json().array();
        for (var group : alertmanager.groups(filter(in))) {
            json.object().name("alerts").array();
            group.alerts().forEach(view -> AlertmanagerJson.alert(json, view));
            json.endArray().name("labels").labels(group.labels()).name("receiver").object();
            json.member("name", group.receiver()).endObject().endObject();
        }
        return Reply.json(json.endArray());
    }

    private static AlertViews.Filter filter(Params in) {
        List<Matcher> matchers =
                in.all("filter").stream()
                        .flatMap(filter -> MatcherText.parse(filter).stream())
                        .toList();
        return new AlertViews.Filter(
                isWanted(in, "active"),
                isWanted(in, "silenced"),
                isWanted(in, "inhibited"),
                isWanted(in, "muted"),
                matchers,
                receiver(in));
    }

    private static boolean isWanted(Params in, String kind) {
        return !in.text(kind).equals("false");
    }

    private static Optional<Pattern> receiver(Params in) {
        try {
            return in.given("receiver").map(text -> Pattern.compile("^(?:" + text + ")$"));
        } catch (PatternSyntaxException e) {
            throw Refusal.bad("failed to parse receiver param: " + e.getDescription());
        }
    }
}
