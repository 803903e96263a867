// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

import brownout.query.syntax.Suggestion;
import brownout.simulator.engine.Timeline;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Event bodies to JSON and back, strictly, and who may do what with which kind.
public final class EventCodec {
    /// Fields of an event that its run's people must not see, by kind.
    private static final Map<EventKind, Set<String>> SECRET =
            Map.of(
                    EventKind.STARTED,
                    Set.of(
                            "scenarioDigest",
                            "estateDigest",
                            "rulesDigest",
                            "seed",
                            "historySeed",
                            "runKeyHex"),
                    EventKind.SCORED,
                    Set.of("digest"));

    private static final JsonMapper JSON = EventJson.mapper();

    private EventCodec() {}

    /// All kinds, in the order of [EventBody].
    public static List<String> kinds() {
        return Arrays.stream(EventKind.values()).map(EventKind::text).toList();
    }

    static String kindOf(EventBody body) {
        return EventKind.of(body).text();
    }

    /// The body of `kind` in `json`. Every field must be there, nothing else may be, and values must
    /// be in their bounds ([EventRules]).
    ///
    /// @throws BadEvent naming the field
    public static EventBody read(String kind, String json) {
        EventBody body = bind(kind(kind).type(), json);
        EventRules.check(body);
        return body;
    }

    /// As above for an entry of a log, which may be of an earlier schema version: a start of version 1
    /// does not say how long the history is, because all had the same.
    public static EventBody read(String kind, int version, String json) {
        boolean lacks = version < 2 && kind.equals(EventKind.STARTED.text());
        return lacks && bind(JsonNode.class, json) instanceof ObjectNode body
                ? read(kind, body.put("historySeconds", Timeline.HISTORY_SECONDS).toString())
                : read(kind, json);
    }

    /// The body as compact JSON, fields in the order of the record.
    public static String write(EventBody body) {
        return JSON.writeValueAsString(body);
    }

    /// What a trainee may see of an event: one compact JSON object with `stream`, `seq`, `tick`,
    /// `time` (wall, milliseconds), `actor`, `kind` and `body`, without digests, seeds and key.
    public static String visible(RunEvent event) {
        var kind = EventKind.of(event.body());
        ObjectNode body = JSON.valueToTree(event.body());
        body.remove(SECRET.getOrDefault(kind, Set.of()));
        var visible = JSON.createObjectNode();
        visible.put("stream", event.stream());
        visible.put("seq", event.seq());
        visible.put("tick", event.tick());
        visible.put("time", event.wallMillis());
        visible.put("actor", event.actor());
        visible.put("kind", kind.text());
        visible.set("body", body);
        return JSON.writeValueAsString(visible);
    }

    /// Whether people may post this kind themselves. An `acted` is posted as a line to the actions
    /// endpoint and not as an event. An unknown kind is a [BadEvent].
    public static boolean mayPost(String kind) {
        return kind(kind).by() == EventKind.By.PEOPLE;
    }

    /// Whether an event of this kind changes the world of its run. An unknown kind is a [BadEvent].
    public static boolean affectsWorld(String kind) {
        return kind(kind).does() == EventKind.Does.ACT;
    }

    /// Whether an event of this kind ends its run. An unknown kind is a [BadEvent].
    public static boolean closes(String kind) {
        return kind(kind).does() == EventKind.Does.CLOSE;
    }

    private static EventKind kind(String text) {
        return EventKind.of(text)
                .orElseThrow(() ->
                        new BadEvent(
                                "kind",
                                sentence(
                                        "no such kind of event: \"" + text + "\"",
                                        Suggestion.hint(text, kinds()))));
    }

    private static <T> T bind(Class<T> type, String json) {
        try {
            var body = JSON.readValue(json, type);
            if (body == null) {
                throw new BadEvent("", "expected an object, got null");
            }
            return body;
        } catch (JacksonException e) {
            throw bad(e);
        }
    }

    private static BadEvent bad(JacksonException e) {
        var field = path(e);
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                    new BadEvent(
                            field,
                            sentence(
                                    "unknown field",
                                    Suggestion.hint(
                                            unknown.getPropertyName(),
                                            unknown.getKnownPropertyIds().stream()
                                                    .map(String::valueOf)
                                                    .toList())));
            case ValueInstantiationException wrong when wrong.getCause() != null ->
                    new BadEvent(field, String.valueOf(wrong.getCause().getMessage()));
            default -> new BadEvent(field, e.getOriginalMessage());
        };
    }

    private static String path(JacksonException e) {
        var path = new StringBuilder();
        for (var reference : e.getPath()) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String sentence(String what, String hint) {
        return hint.isEmpty() ? what : what + ". " + hint;
    }
}
