// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.web.http.Json;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.runs.Moment;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/// The declare form as a browser without modules sends it, as the body of an event.
final class DeclareForm {
    private DeclareForm() {}

    static String json(Params in, Moment now) {
        var json = new Json().object();
        json.name("components")
                .strings(
                        in.all("component").stream()
                                .filter(name -> !name.isEmpty())
                                .distinct()
                                .toList())
                .member("mechanism", in.text("mechanism"))
                .member("trigger", in.given("trigger").orElse("none"))
                .member("startTick", startTick(in.text("start"), now))
                .name("path")
                .array();
        for (var edge : edges(in)) {
            json.object().member("from", edge.getFirst()).member("to", edge.getLast()).endObject();
        }
        return json.endArray()
                .name("evidence")
                .strings(in.all("evidence"))
                .member("sentence", in.text("sentence"))
                .member("confidence", confidence(in.text("confidence")))
                .endObject()
                .toString();
    }

    private static List<List<String>> edges(Params in) {
        var edges = new ArrayList<List<String>>();
        for (var edge : in.all("path")) {
            edges.add(List.of(edge.split(">", 2)));
        }
        if (in.given("edgeFrom").isPresent() && in.given("edgeTo").isPresent()) {
            edges.add(List.of(in.text("edgeFrom"), in.text("edgeTo")));
        }
        return edges;
    }

    /// A time of day as the tick at it: today's or, where that has not come yet, yesterday's.
    private static int startTick(String typed, Moment now) {
        try {
            var time =
                    LocalTime.parse(
                            typed.length() == 4 || typed.length() == 7 ? "0" + typed : typed);
            var present = Instant.ofEpochMilli(now.timeMillis()).atOffset(ZoneOffset.UTC);
            var today = present.with(time);
            var meant = today.isAfter(present) ? today.minusDays(1) : today;
            return (int) (meant.toEpochSecond() - now.started().t0Seconds()) - 1;
        } catch (DateTimeParseException _) {
            throw new Refusal(400, "start", "Say when it started, such as 14:06:10.");
        }
    }

    private static int confidence(String word) {
        return switch (word) {
            case "guess" -> 40;
            case "sure" -> 95;
            default -> 70;
        };
    }
}
