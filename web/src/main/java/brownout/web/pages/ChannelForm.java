// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.scoring.event.EventBody;
import brownout.scoring.event.EventCodec;
import brownout.web.http.Json;
import brownout.web.http.Params;
import brownout.web.http.Refusal;

/// What the forms of the channel send, as the body of an event: `kind` says which.
final class ChannelForm {
    private ChannelForm() {}

    /// Throws [brownout.scoring.event.BadEvent] where a field is at fault.
    static EventBody body(Params in) {
        var kind = in.text("kind");
        var json = new Json().object();
        switch (kind) {
            case "messaged" -> json.member("text", in.text("text"));
            case "replied" ->
                    json.member("toTick", number(in, "toTick")).member("text", in.text("text"));
            case "role_taken" -> json.member("role", in.text("role"));
            case "update_posted" ->
                    json.member("audience", in.text("audience"))
                            .member("impact", in.text("impact"))
                            .member("scope", in.text("scope"))
                            .member("action", in.text("action"))
                            .member("nextMinutes", number(in, "nextMinutes"));
            default -> throw new Refusal(400, "nothing of this kind can be sent from here");
        }
        return EventCodec.read(kind, json.endObject().toString());
    }

    private static int number(Params in, String name) {
        try {
            return Integer.parseInt(in.text(name));
        } catch (NumberFormatException _) {
            throw new Refusal(400, name + ": not a whole number");
        }
    }
}
