// SPDX-License-Identifier: Apache-2.0
package brownout.web.drill;

import brownout.scoring.event.BadEvent;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.EventCodec;
import brownout.web.http.Refusal;

/// From the scoring module's refusals to the API's.
final class DrillFailures {
    private DrillFailures() {}

    /// The body of an event; 400 naming the field below `body` where it is not one, 422 where a
    /// declaration lacks evidence.
    static EventBody read(String kind, String json) {
        try {
            return EventCodec.read(kind, json);
        } catch (BadEvent e) {
            var field = e.field().isEmpty() ? "body" : "body." + e.field();
            int status = kind.equals("declared") && e.field().startsWith("evidence") ? 422 : 400;
            throw new Refusal(status, field, field + ": " + e.getMessage());
        }
    }
}
