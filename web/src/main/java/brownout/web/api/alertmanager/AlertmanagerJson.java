// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.alertmanager;

import brownout.query.alerting.ReceivedAlert;
import brownout.query.syntax.QueryError;
import brownout.web.http.Failures;
import brownout.web.http.Json;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import brownout.web.http.Times;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The shapes of the Alertmanager API, version 2.
final class AlertmanagerJson {
    private AlertmanagerJson() {}

    static void alert(Json json, ReceivedAlert received, String receiver) {
        var alert = received.alert();
        json.object()
                .name("annotations")
                .labels(alert.annotations())
                .member("endsAt", Times.milli(received.endsAtMillis()))
                .member("fingerprint", received.fingerprint())
                .name("receivers")
                .array()
                .object()
                .member("name", receiver)
                .endObject()
                .endArray()
                .member("startsAt", Times.milli(received.startsAtMillis()))
                .name("status")
                .object()
                .name("inhibitedBy")
                .array()
                .endArray()
                .name("mutedBy")
                .array()
                .endArray()
                .name("silencedBy")
                .array()
                .endArray()
                .member("state", "active")
                .endObject()
                .member("updatedAt", Times.milli(received.updatedAtMillis()))
                .member("generatorURL", "")
                .name("labels")
                .labels(alert.labels())
                .endObject();
    }

    /// Errors are a bare JSON string.
    static final Failures FAILURES =
            new Failures() {
                @Override
                public Reply refused(Refusal refusal) {
                    return refusal.status() == 400
                            ? string(400, refusal.text())
                            : Reply.text(refusal.status(), refusal.text() + "\n");
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

    private static Reply string(int status, String text) {
        return new Reply(
                status,
                Reply.JSON,
                Map.of(),
                (new Json().value(text) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
