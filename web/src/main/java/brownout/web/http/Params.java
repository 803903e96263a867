// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import brownout.query.data.Budget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request as an endpoint sees it: form and URL parameters merged (form first), path parameters,
/// headers by lower-case name, the body, who asks, and what the answer may cost.
public record Params(
        String method,
        String rawPath,
        Map<String, String> path,
        Map<String, List<String>> values,
        Map<String, String> headers,
        byte[] body,
        String person,
        Budget budget) {

    /// The first value of `name`; a parameter given as empty counts as given.
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /// The first value, or the empty string.
    public String text(String name) {
        return first(name).orElse("");
    }

    /// The first value unless it is missing or empty.
    public Optional<String> given(String name) {
        return first(name).filter(value -> !value.isEmpty());
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /// A path parameter, decoded. Asking for one that the route does not have is a bug.
    public String part(String name) {
        var part = path.get(name);
        if (part == null) {
            throw new IllegalArgumentException("the route has no :" + name);
        }
        return part;
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    public boolean accepts(String mediaType) {
        return header("accept").map(accept -> accept.contains(mediaType)).orElse(false);
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
