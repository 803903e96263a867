// SPDX-License-Identifier: Apache-2.0
package brownout.web.drill;

import brownout.scenarios.Signal;
import brownout.scoring.debrief.View;
import brownout.web.http.Body;
import brownout.web.http.Json;
import brownout.web.store.Journal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Entries of the view log: `{"signal","query","title","url"}`.
final class Views {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LENGTH = 4000;

    private Views() {}

    /// The entry as it is stored; [brownout.web.http.Refusal] 400 where it is none.
    static String checked(Body view) {
        view.only("signal", "query", "title", "url");
        var signal = view.text("signal");
        if (Arrays.stream(Signal.values()).noneMatch(known -> name(known).equals(signal))) {
            throw view.bad("signal", "give metric, log, trace, alert or change");
        }
        var json = new Json().object().member("signal", signal);
        for (var field : List.of("query", "title", "url")) {
            var text = view.optionalText(field).orElse("");
            if (text.length() > LENGTH) {
                throw view.bad(field, "is longer than " + LENGTH + " characters");
            }
            json.member(field, text);
        }
        return json.endObject().toString();
    }

    static List<View> read(List<Journal.View> rows) {
        return rows.stream().map(Views::read).toList();
    }

    private static View read(Journal.View row) {
        JsonNode body = JSON.readTree(row.body());
        return new View(
                row.tick(),
                Signal.valueOf(body.get("signal").stringValue().toUpperCase(Locale.ROOT)),
                body.get("query").stringValue(),
                body.get("title").stringValue(),
                body.get("url").stringValue());
    }

    private static String name(Signal signal) {
        return signal.name().toLowerCase(Locale.ROOT);
    }
}
