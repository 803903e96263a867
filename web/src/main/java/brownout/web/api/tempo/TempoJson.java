// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.tempo;

import brownout.query.syntax.QueryError;
import brownout.query.traceql.TraceQl;
import brownout.web.http.Failures;
import brownout.web.http.Json;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import java.util.List;

/// The envelopes of the Tempo API. Errors are plain text.
final class TempoJson {
    /// Names that a query can use without an attribute.
    static final List<String> INTRINSICS =
            List.of(
                    "duration",
                    "event:name",
                    "event:timeSinceStart",
                    "instrumentation:name",
                    "instrumentation:version",
                    "kind",
                    "link:spanID",
                    "link:traceID",
                    "name",
                    "rootName",
                    "rootServiceName",
                    "span:duration",
                    "span:id",
                    "span:kind",
                    "span:name",
                    "span:parentID",
                    "span:status",
                    "span:statusMessage",
                    "status",
                    "statusMessage",
                    "trace:duration",
                    "trace:id",
                    "trace:rootName",
                    "trace:rootService",
                    "traceDuration");

    private TempoJson() {}

    static Reply reply(Json json) {
        return Reply.json(json);
    }

    /// One scope of `/api/v2/search/tags`; nothing where it has no tags.
    static void scope(Json json, String name, List<String> tags) {
        if (!tags.isEmpty()) {
            json.object().member("name", name).name("tags").strings(tags).endObject();
        }
    }

    static final Failures FAILURES =
            new Failures() {
                @Override
                public Reply refused(Refusal refusal) {
                    return Reply.text(refusal.status(), refusal.text());
                }

                @Override
                public Reply failed(QueryError error) {
                    return switch (error.kind()) {
                        case PARSE, UNSUPPORTED, EXECUTION, LIMIT ->
                                Reply.text(400, TraceQl.message(error));
                        case TIMEOUT -> Reply.text(504, "context deadline exceeded");
                        case CANCELED -> Reply.text(499, "context canceled");
                    };
                }

                @Override
                public Reply broken() {
                    return Reply.text(500, "internal error");
                }
            };
}
