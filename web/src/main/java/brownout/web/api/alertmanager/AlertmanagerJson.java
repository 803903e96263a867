// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.alertmanager;

import static brownout.query.data.Matcher.Type.EQUAL;
import static brownout.query.data.Matcher.Type.MATCH;

import brownout.query.routing.AlertViews;
import brownout.query.syntax.QueryError;
import brownout.simulator.telemetry.Alertmanager;
import brownout.web.http.Failures;
import brownout.web.http.Json;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import brownout.web.http.Times;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The shapes of the Alertmanager API, version 2.
final class AlertmanagerJson {
    private static final int TYPE = 601;
    private static final int REQUIRED = 602;
    private static final int TOO_FEW = 612;

    private AlertmanagerJson() {}

    static void alert(Json json, AlertViews.AlertView view) {
        var alert = view.alert();
        json.object()
                .name("annotations")
                .labels(alert.annotations())
                .member("endsAt", Times.milli(alert.endsAtMillis()))
                .member("fingerprint", alert.fingerprint())
                .name("receivers")
                .array();
        for (var receiver : view.receivers()) {
            json.object().member("name", receiver).endObject();
        }
        json.endArray().member("startsAt", Times.milli(alert.startsAtMillis()));
        json.name("status").object();
        texts(json, "inhibitedBy", view.inhibitedBy());
        texts(json, "mutedBy", view.mutedBy());
        texts(json, "silencedBy", view.silencedBy());
        json.member("state", view.state())
                .endObject()
                .member("updatedAt", Times.milli(alert.updatedAtMillis()))
                .member("generatorURL", alert.generatorUrl())
                .name("labels")
                .labels(alert.labels())
                .endObject();
    }

    static void silence(Json json, Alertmanager.SilenceView view) {
        var silence = view.silence();
        json.object().member("id", silence.id()).name("status").object();
        json.member("state", view.state().name().toLowerCase(Locale.ROOT)).endObject();
        json.member("updatedAt", Times.milli(silence.updatedAtMillis()))
                .member("comment", silence.comment())
                .member("createdBy", silence.createdBy())
                .member("endsAt", Times.milli(silence.endsAtMillis()))
                .name("matchers")
                .array();
        for (var matcher : silence.matchers()) {
            json.object()
                    .member("isEqual", matcher.type() == EQUAL || matcher.type() == MATCH)
                    .member("isRegex", matcher.type().isRegex())
                    .member("name", matcher.name())
                    .member("value", matcher.value())
                    .endObject();
        }
        json.endArray().member("startsAt", Times.milli(silence.startsAtMillis())).endObject();
    }

    private static void texts(Json json, String name, List<String> texts) {
        json.name(name).array();
        texts.forEach(json::value);
        json.endArray();
    }

    /// Errors are a bare JSON string; what the schema refuses is an object with go-openapi's code.
    static final Failures FAILURES =
            new Failures() {
                @Override
                public Reply refused(Refusal refusal) {
                    return switch (refusal.status()) {
                        case 400 -> string(400, refusal.text());
                        case 415 -> schema(415, 415, refusal.text());
                        case 422 -> schema(422, code(refusal.text()), refusal.text());
                        default -> Reply.text(refusal.status(), refusal.text() + "\n");
                    };
                }

                @Override
                public Reply failed(QueryError error) {
                    return switch (error.kind()) {
                        case PARSE, UNSUPPORTED -> string(400, error.text());
                        case EXECUTION, LIMIT, TIMEOUT, CANCELED -> string(500, error.text());
                    };
                }

                @Override
                public Reply broken() {
                    return string(500, "internal error");
                }
            };

    private static int code(String text) {
        return text.endsWith("is required")
                ? REQUIRED
                : text.endsWith("at least 1 items") ? TOO_FEW : TYPE;
    }

    private static Reply schema(int status, int code, String text) {
        var json = new Json().object().member("code", code).member("message", text).endObject();
        return Reply.json(status, json);
    }

    private static Reply string(int status, String text) {
        return new Reply(
                status,
                Reply.JSON,
                Map.of(),
                (new Json().value(text) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
