// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Labels;
import brownout.query.syntax.QueryError;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;

/// `label_replace`: sets a label from what an anchored pattern finds in another one.
final class LabelReplacement {
    private LabelReplacement() {}

    static List<Row> evaluate(Expr.LabelReplace expr, List<Row> rows, int steps) {
        var pattern = Pattern.compile(expr.regex());
        var results = new Rows(steps);
        for (var row : rows) {
            var result = results.at(labels(expr, pattern, row.labels));
            for (int i = 0; i < steps; i++) {
                if (!row.present[i]) {
                    continue;
                }
                if (result.present[i]) {
                    throw new QueryError(
                            QueryError.Kind.EXECUTION,
                            "vector cannot contain metrics with the same labelset");
                }
                result.set(i, row.values[i]);
            }
        }
        return results.list();
    }

    private static Labels labels(Expr.LabelReplace expr, Pattern pattern, Labels labels) {
        var matcher = pattern.matcher(labels.get(expr.source()));
        return matcher.matches()
                ? labels.with(expr.target(), expand(expr.replacement(), matcher))
                : labels;
    }

    /// `$1`, `$name`, `${name}` and `$$` as in Go; a group that does not exist is empty.
    private static String expand(String template, Matcher matcher) {
        var text = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at++);
            if (c != '$' || at == template.length()) {
                text.append(c);
            } else if (template.charAt(at) == '$') {
                text.append('$');
                at++;
            } else {
                boolean braced = template.charAt(at) == '{';
                int start = braced ? at + 1 : at;
                int end = start;
                while (end < template.length() && isWord(template.charAt(end))) {
                    end++;
                }
                boolean closed = end < template.length() && template.charAt(end) == '}';
                if (end == start || (braced && !closed)) {
                    text.append('$');
                } else {
                    text.append(group(template.substring(start, end), matcher));
                    at = braced ? end + 1 : end;
                }
            }
        }
        return text.toString();
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static String group(String name, Matcher matcher) {
        String value = null;
        if (name.matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(name);
            value = number <= matcher.groupCount() ? matcher.group(number) : null;
        } else if (matcher.pattern().namedGroups().containsKey(name)) {
            value = matcher.group(name);
        }
        return value == null ? "" : value;
    }
}
