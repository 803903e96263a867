// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.ChangeRef;
import brownout.scenarios.Edge;
import brownout.scenarios.Mechanism;
import brownout.simulator.fault.Effect;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventCodecTest {
    private static final JsonMapper JSON = new JsonMapper();

    static List<String> kinds() {
        return EventCodec.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindSurvivesTheWayThroughJson(String kind) {
        for (long seed = 0; seed < 300; seed++) {
            var body = new Generated(seed).body(kind);
            var json = EventCodec.write(body);
            assertEquals(body, EventCodec.read(kind, json), "seed " + seed + ": " + json);
            assertEquals(kind, body.kind());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aFieldMoreOrLessIsRefusedByName(String kind) {
        var whole = (ObjectNode) JSON.readTree(EventCodec.write(new Generated(1).body(kind)));
        var more = whole.deepCopy().put("colour", "red");
        var error = assertThrows(BadEvent.class, () -> EventCodec.read(kind, more.toString()));
        assertEquals("colour", error.field());
        for (var field : new TreeSet<>(whole.propertyNames())) {
            var less = whole.deepCopy();
            less.remove(field);
            var missing =
                    assertThrows(BadEvent.class, () -> EventCodec.read(kind, less.toString()));
            assertEquals(field, missing.field(), missing.getMessage());
            var none = whole.deepCopy().putNull(field);
            assertEquals(
                    field,
                    assertThrows(BadEvent.class, () -> EventCodec.read(kind, none.toString()))
                            .field());
        }
    }

    @Test
    void jsonIsAsDocumented() {
        assertEquals(
                "{\"line\":\"rollback payment-api\",\"effect\":{\"effect\":\"rollback\",\"service\":"
                        + "\"payment-api\",\"version\":\"1.17.3\"},\"summary\":\"s\",\"growth\":1.0}",
                EventCodec.write(
                        new EventBody.Acted(
                                "rollback payment-api",
                                new Effect.Rollback("payment-api", "1.17.3"),
                                "s",
                                1)));
        assertEquals(
                "{\"components\":[\"payment-api\"],\"mechanism\":\"connection_pool\",\"trigger\":"
                        + "\"deploy/payment-api@-160\",\"startTick\":-160,\"path\":[{\"from\":"
                        + "\"payment-api\",\"to\":\"orders-service\"}],\"evidence\":[\"p1\"],"
                        + "\"sentence\":\"\",\"confidence\":80}",
                EventCodec.write(declared(Mechanism.CONNECTION_POOL, List.of("p1"), 80)));
    }

    private static EventBody.Declared declared(
            Mechanism mechanism, List<String> evidence, int confidence) {
        return new EventBody.Declared(
                List.of("payment-api"),
                mechanism,
                new ChangeRef("deploy", "payment-api", -160),
                -160,
                List.of(new Edge("payment-api", "orders-service")),
                evidence,
                "",
                confidence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    noted          | {"text":""}                                           | text | must not be empty
                    noted          | {"text":5}                                            | text | ''
                    noted          | {"text":"a"} {}                                       | ''   | ''
                    noted          | [1]                                                   | ''   | ''
                    noted          | nothing                                               | ''   | ''
                    notd           | {}                                                    | kind | Did you mean "noted"?
                    role_taken     | {"role":"comander"}                                   | role | Did you mean "commander"?
                    warped         | {"toTick":"12"}                                       | toTick | ''
                    warped         | {"toTick":1.5}                                        | toTick | ''
                    warped         | {"toTick":99999999999}                                | toTick | ''
                    severity_set   | {"severity":"P7","affected":[]}                       | severity | ''
                    severity_set   | {"severity":"P1","affected":["a","a"]}                | affected | given twice
                    severity_set   | {"severity":"P1","affected":[1]}                      | affected[0] | ''
                    """)
    void wrongValuesAreRefusedByField(String kind, String json, String field, String text) {
        var error = assertThrows(BadEvent.class, () -> EventCodec.read(kind, json));
        assertEquals(field, error.field(), error.getMessage());
        assertTrue(String.valueOf(error.getMessage()).contains(text), error.getMessage());
    }

    @Test
    void aDeclarationIsCheckedFieldByField() {
        var good = EventCodec.write(declared(Mechanism.CONNECTION_POOL, List.of("p1"), 80));
        assertEquals("mechanism", field(good.replace("connection_pool", "conection_pool")));
        assertEquals("trigger", field(good.replace("deploy/payment-api@-160", "deploy")));
        assertEquals("path[0].to", field(good.replace("\"orders-service\"", "7")));
        assertEquals("evidence", field(good.replace("[\"p1\"]", "[]")));
        assertEquals("confidence", field(good.replace(":80", ":101")));
        assertEquals("components", field(good.replace("connection_pool", "nothing")));
        assertEquals("components", field(good.replace("[\"payment-api\"]", "[]")));
    }

    private static String field(String json) {
        return assertThrows(BadEvent.class, () -> EventCodec.read("declared", json)).field();
    }

    @Test
    void whatPeopleSeeHasNoSecret() {
        var started =
                new EventBody.Started(
                        "saturday-at-the-till",
                        "digest1",
                        "digest2",
                        "digest3",
                        "1",
                        4711,
                        99,
                        21_600,
                        1764000000,
                        12,
                        "0123456789abcdef".repeat(2));
        var shown = EventCodec.visible(event(started));
        for (var secret : List.of("digest", "4711", "99", "0123456789abcdef", "eed")) {
            assertFalse(shown.contains(secret), shown);
        }
        assertTrue(shown.contains("\"drill\":\"saturday-at-the-till\""), shown);
        assertEquals(
                "{\"stream\":\"r\",\"seq\":1,\"tick\":5,\"time\":7,\"actor\":\"ada\",\"kind\":"
                        + "\"noted\",\"body\":{\"text\":\"a\"}}",
                EventCodec.visible(event(new EventBody.Noted("a"))));
    }

    @Test
    void aStartThatDoesNotSayHadAnHourOfHistory() {
        var started = new Generated(1).body("started");
        var json = EventCodec.write(started);
        var old = json.replaceFirst("\"historySeconds\":\\d+,", "");
        assertTrue(json.length() > old.length(), json);
        assertEquals(started, EventCodec.read("started", json));
        assertEquals(
                3600, ((EventBody.Started) EventCodec.read("started", 1, old)).historySeconds());
    }

    private static RunEvent event(EventBody body) {
        return new RunEvent("r", 1, 5, 7, "ada", RunEvent.VERSION, "key", body);
    }

    @Test
    void onlyPeoplesKindsMayBePosted() {
        assertTrue(EventCodec.mayPost("declared"));
        assertFalse(EventCodec.mayPost("started"));
        assertFalse(EventCodec.mayPost("scored"));
        assertFalse(EventCodec.mayPost("acted"));
        assertEquals(
                List.of("acted"),
                EventCodec.kinds().stream().filter(EventCodec::affectsWorld).toList());
        assertEquals(
                Set.of("finished", "expired"),
                Set.copyOf(EventCodec.kinds().stream().filter(EventCodec::closes).toList()));
        assertThrows(BadEvent.class, () -> EventCodec.mayPost("nothing"));
    }
}
