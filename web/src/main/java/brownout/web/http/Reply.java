// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an endpoint answers. Immutable but for the bytes, which nobody writes after construction.
public record Reply(int status, String contentType, Map<String, String> headers, byte[] body) {
    public static final String JSON = "application/json";
    public static final String TEXT = "text/plain; charset=utf-8";

    public static Reply json(Json body) {
        return json(200, body);
    }

    public static Reply json(int status, Json body) {
        return new Reply(status, JSON, Map.of(), body.toBytes());
    }

    public static Reply text(String body) {
        return text(200, body);
    }

    public static Reply text(int status, String body) {
        return new Reply(status, TEXT, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /// A status alone, such as 204.
    public static Reply empty(int status) {
        return new Reply(status, "", Map.of(), new byte[0]);
    }

    public static Reply redirect(String location) {
        return empty(302).with("Location", location);
    }

    public Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, more, body);
    }

    public Reply as(String otherContentType) {
        return new Reply(status, otherContentType, headers, body);
    }
}
