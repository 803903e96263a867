// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

import java.util.List;

/// Event bodies to JSON and back, strictly, and who may do what with which kind.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public final class EventCodec {
    private EventCodec() {}

    /// All kinds, in the order of [EventBody].
    public static List<String> kinds() {
        throw new UnsupportedOperationException();
    }

    static String kindOf(EventBody body) {
        throw new UnsupportedOperationException(body.toString());
    }

    /// The body of `kind` in `json`. Every field must be there, nothing else may be.
    ///
    /// @throws BadEvent naming the field
    public static EventBody read(String kind, String json) {
        throw new UnsupportedOperationException(kind + json);
    }

    /// The body as compact JSON, fields in the order of the record.
    public static String write(EventBody body) {
        throw new UnsupportedOperationException(body.toString());
    }

    /// What a trainee may see of an event: one compact JSON object with `stream`, `seq`, `tick`,
    /// `time` (wall, milliseconds), `actor`, `kind` and `body`, without digests, seeds and key.
    public static String visible(RunEvent event) {
        throw new UnsupportedOperationException(event.toString());
    }

    /// Whether people may post this kind themselves. An `acted` is posted as a line to the actions
    /// endpoint and not as an event.
    public static boolean mayPost(String kind) {
        throw new UnsupportedOperationException(kind);
    }

    /// Whether an event of this kind changes the world of its run.
    public static boolean affectsWorld(String kind) {
        throw new UnsupportedOperationException(kind);
    }

    /// Whether an event of this kind ends its run.
    public static boolean closes(String kind) {
        throw new UnsupportedOperationException(kind);
    }
}
