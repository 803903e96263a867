// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import brownout.query.syntax.QueryError;

/// How one API family words its failures.
public interface Failures {
    Reply refused(Refusal refusal);

    Reply failed(QueryError error);

    /// The server's own fault; the log has the rest.
    Reply broken();

    /// Statuses and texts as plain lines: the family of everything that has no envelope of its own.
    Failures PLAIN =
            new Failures() {
                @Override
                public Reply refused(Refusal refusal) {
                    return Reply.text(refusal.status(), refusal.text() + "\n");
                }

                @Override
                public Reply failed(QueryError error) {
                    return Reply.text(400, error.text() + "\n");
                }

                @Override
                public Reply broken() {
                    return Reply.text(500, "internal error\n");
                }
            };
}
