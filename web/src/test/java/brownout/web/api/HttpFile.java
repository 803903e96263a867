// SPDX-License-Identifier: Apache-2.0
package brownout.web.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads the corpus of requests and answers. A case is
///
///     ### what it shows
///     GET /prometheus/api/v1/query?query=1
///     Header: value
///
///     request body
///     --- 200 application/json
///     Header: value
///
///     answer's body, in which … stands for anything
///
/// Paths are below `/r/x`, unless they begin with `/r/`; a line that begins with `&` continues the
/// request line. Body lines are joined without line breaks.
final class HttpFile {
    private static final Pattern HEADER = Pattern.compile("([A-Za-z-]+): (.*)");

    private HttpFile() {}

    record Case(
            int line,
            String title,
            String method,
            String path,
            Map<String, String> headers,
            String body,
            int status,
            String contentType,
            Map<String, String> answerHeaders,
            String answer) {
        boolean accepts(String text) {
            var parts = answer.split("…", -1);
            var pattern = new StringBuilder();
            for (var part : parts) {
                pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
            }
            return Pattern.compile(pattern.toString(), Pattern.DOTALL)
                    .matcher(text.replace("\n", ""))
                    .matches();
        }
    }

    static List<Case> read(List<String> lines) {
        var cases = new ArrayList<Case>();
        int at = 0;
        while (at < lines.size()) {
            if (!lines.get(at).startsWith("### ")) {
                at++;
                continue;
            }
            int end = at + 1;
            while (end < lines.size() && !lines.get(end).startsWith("### ")) {
                end++;
            }
            cases.add(readCase(at + 1, lines.subList(at, end)));
            at = end;
        }
        return cases;
    }

    private static Case readCase(int line, List<String> lines) {
        int answer = 0;
        while (!lines.get(answer).startsWith("--- ")) {
            answer++;
        }
        var request = new Part(lines.subList(1, answer));
        var reply = new Part(lines.subList(answer + 1, lines.size()));
        var first = request.first.split(" ", 2);
        var status = lines.get(answer).substring(4).split(" ", 2);
        return new Case(
                line,
                lines.getFirst().substring(4),
                first[0],
                first[1].startsWith("/r/") ? first[1] : "/r/x" + first[1],
                request.headers,
                request.body,
                Integer.parseInt(status[0]),
                status.length > 1 ? status[1] : "",
                reply.headers,
                reply.body);
    }

    /// A first line (of requests only), headers, and a body behind an empty line.
    private static final class Part {
        private final Map<String, String> headers = new LinkedHashMap<>();
        private String first = "";
        private String body = "";

        Part(List<String> lines) {
            boolean inBody = false;
            for (var line : lines) {
                var header = HEADER.matcher(line);
                if (inBody || line.isEmpty()) {
                    inBody = true;
                    body += line;
                } else if (header.matches()) {
                    headers.put(header.group(1), header.group(2));
                } else {
                    first += line.strip();
                }
            }
        }
    }
}
