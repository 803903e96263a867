// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.alertmanager;

import brownout.query.alerting.AlertMatchers;
import brownout.query.alerting.ReceivedAlert;
import brownout.query.data.Labels;
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
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The Alertmanager API, version 2, over the firing alerts of a run: one receiver, one route, nothing
/// silenced or inhibited.
public final class AlertmanagerApi {
    private static final String RECEIVER = "on-call";
    private static final List<String> GROUP_BY = List.of("alertname");

    /// What `amtool config` shows, and can parse.
    private static final String CONFIG =
            """
            route:
              receiver: on-call
              group_by: [alertname]
              group_wait: 30s
              group_interval: 5m
              repeat_interval: 4h
            receivers:
            - name: on-call
            """;

    private final Signals.Source source;

    public AlertmanagerApi(Signals.Source source) {
        this.source = source;
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
        on.get("/api/v2/silences", this::silences);
        on.get("/-/healthy", this::healthy);
        on.get("/-/ready", this::healthy);
    }

    private Reply healthy(Params in) {
        source.of(in);
        return Reply.text("OK");
    }

    /// `GET /api/v2/status`.
    private Reply status(Params in) {
        source.of(in);
        var json = new Json().object().name("cluster").object();
        json.name("peers").array().endArray().member("status", "disabled").endObject();
        json.name("config").object().member("original", CONFIG).endObject();
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
        source.of(in);
        var json = new Json().array().object().member("name", RECEIVER).endObject();
        return Reply.json(json.endArray());
    }

    /// `GET /api/v2/alerts`: firing alerts by fingerprint.
    private Reply alerts(Params in) {
        var signals = source.of(in);
        var json = new Json().array();
        for (var alert : wanted(in, signals)) {
            AlertmanagerJson.alert(json, alert, RECEIVER);
        }
        return Reply.json(json.endArray());
    }

    /// `GET /api/v2/alerts/groups`.
    private Reply groups(Params in) {
        var signals = source.of(in);
        var groups = new TreeMap<Labels, List<ReceivedAlert>>();
        for (var alert : wanted(in, signals)) {
            var key = alert.alert().labels().keepNames(GROUP_BY::contains);
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(alert);
        }
        var json = new Json().array();
        groups.forEach((key, alerts) -> {
            json.object().name("alerts").array();
            for (var alert : alerts) {
                AlertmanagerJson.alert(json, alert, RECEIVER);
            }
            json.endArray().name("labels").labels(key).name("receiver").object();
            json.member("name", RECEIVER).endObject().endObject();
        });
        return Reply.json(json.endArray());
    }

    /// `GET /api/v2/silences`: none.
    private Reply silences(Params in) {
        source.of(in);
        return Reply.json(new Json().array().endArray());
    }

    private static List<ReceivedAlert> wanted(Params in, Signals signals) {
        var matchers =
                in.all("filter").stream()
                        .flatMap(filter -> AlertMatchers.parse(filter).stream())
                        .toList();
        var receiver = receiver(in);
        if (in.text("active").equals("false") || !receiver.matches(RECEIVER)) {
            return List.of();
        }
        return ReceivedAlert.active(signals.rules().get(), matchers);
    }

    private static Pattern receiver(Params in) {
        var text = in.given("receiver").orElse(".*");
        try {
            return Pattern.compile("^(?:" + text + ")$");
        } catch (PatternSyntaxException e) {
            throw Refusal.bad("failed to parse receiver param: " + e.getDescription());
        }
    }
}
