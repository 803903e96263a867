// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import brownout.query.syntax.QueryError;
import java.util.Map;

/// `application/problem+json` (RFC 9457): `type`, `title`, `status`, `detail` and, where one part of
/// the request is to blame, `field`.
public final class Problem implements Failures {
    private static final Map<Integer, String> TITLES =
            Map.ofEntries(
                    Map.entry(400, "Bad request"),
                    Map.entry(403, "Forbidden"),
                    Map.entry(404, "Not found"),
                    Map.entry(405, "Method not allowed"),
                    Map.entry(406, "Not acceptable"),
                    Map.entry(409, "Conflict"),
                    Map.entry(413, "Too large"),
                    Map.entry(415, "Unsupported media type"),
                    Map.entry(422, "Refused"),
                    Map.entry(429, "Too many requests"),
                    Map.entry(499, "Canceled"),
                    Map.entry(500, "Internal error"),
                    Map.entry(503, "Unavailable"));

    public static Reply reply(Refusal refusal) {
        var json =
                new Json()
                        .object()
                        .member("type", "about:blank")
                        .member("title", TITLES.getOrDefault(refusal.status(), "Error"))
                        .member("status", refusal.status())
                        .member("detail", refusal.text());
        if (!refusal.field().isEmpty()) {
            json.member("field", refusal.field());
        }
        return Reply.json(refusal.status(), json.endObject()).as("application/problem+json");
    }

    @Override
    public Reply refused(Refusal refusal) {
        return reply(refusal);
    }

    @Override
    public Reply failed(QueryError error) {
        int status =
                switch (error.kind()) {
                    case PARSE, UNSUPPORTED -> 400;
                    case EXECUTION, LIMIT -> 422;
                    case TIMEOUT -> 503;
                    case CANCELED -> 499;
                };
        return reply(new Refusal(status, error.text()));
    }

    @Override
    public Reply broken() {
        return reply(new Refusal(500, "the server failed; its log says more"));
    }
}
