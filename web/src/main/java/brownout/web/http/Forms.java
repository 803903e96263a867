// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `application/x-www-form-urlencoded` text, in bodies and behind the question mark.
final class Forms {
    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    private Forms() {}

    /// Values by name, texts read in the given order. Throws [Refusal] 400 on a broken escape.
    static Map<String, List<String>> parse(String... texts) {
        var values = new LinkedHashMap<String, List<String>>();
        for (var text : texts) {
            for (var pair : text.split("&", -1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    var name = decode(equals < 0 ? pair : pair.substring(0, equals));
                    var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
                }
            }
        }
        return values;
    }

    /// Decodes `+` and `%XX` of one name or value.
    static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw Refusal.bad("error parsing form values: invalid URL escape in \"" + text + "\"");
        }
    }

    /// As [#decode], for a path, where `+` is a plus.
    static String decodePath(String text) {
        return decode(text.replace("+", "%2B"));
    }
}
