// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a log line back from its text: a flat JSON object of texts and numbers, or a line that is none:
/// an access line or an audit event, which has no fields here.
public final class JsonLine {
    private static final Pattern FIELD =
            Pattern.compile(
                    "\"([a-zA-Z_]+)\":(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(-?[0-9.]+|true|false))([,}])");

    private JsonLine() {}

    public static Map<String, String> parse(String line) {
        if (line.startsWith("[") || line.startsWith("{\"kind\":\"Event\"")) {
            return Map.of();
        }
        var fields = new LinkedHashMap<String, String>();
        var match = FIELD.matcher(line);
        int at = 1;
        while (at < line.length()) {
            if (line.charAt(0) != '{' || !match.find(at) || match.start() != at) {
                throw new AssertionError("not a flat JSON object: " + line);
            }
            var value = match.group(2) != null ? match.group(2) : match.group(3);
            fields.put(match.group(1), value);
            at = match.end();
        }
        return fields;
    }

    /// `12.345` milliseconds as 12345 microseconds.
    public static long micros(String millis) {
        return Math.round(Double.parseDouble(millis) * 1000);
    }
}
