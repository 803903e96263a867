// SPDX-License-Identifier: Apache-2.0
package brownout.query.syntax;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/// Replacements as Go's regular expressions make them. Source: the documentation of `Regexp.Expand`.
public final class GoRegex {
    private GoRegex() {}

    /// `template` with `$1`, `$name`, `${1}`, `${name}` and `$$` filled in from what `matcher` has found;
    /// the longest name counts, and a group that does not exist is empty.
    public static String expand(String template, Matcher matcher) {
        var text = new StringBuilder();
        int i = 0;
        while (i < template.length()) {
            char c = template.charAt(i);
            if (c != '$') {
                text.append(c);
                i++;
                continue;
            }
            if (template.startsWith("$$", i)) {
                text.append('$');
                i += 2;
                continue;
            }
            boolean braced = template.startsWith("${", i);
            int start = i + (braced ? 2 : 1);
            int end = start;
            while (end < template.length() && isWord(template.charAt(end))) {
                end++;
            }
            boolean closed = !braced || template.startsWith("}", end);
            if (end == start || !closed) {
                text.append('$');
                i++;
                continue;
            }
            text.append(group(matcher, template.substring(start, end)));
            i = end + (braced ? 1 : 0);
        }
        return text.toString();
    }

    /// `text` with each match of `pattern` replaced by the expanded `template`.
    public static String replaceAll(Pattern pattern, String template, String text) {
        var matcher = pattern.matcher(text);
        var result = new StringBuilder();
        int after = 0;
        while (matcher.find()) {
            result.append(text, after, matcher.start()).append(expand(template, matcher));
            after = matcher.end();
        }
        return result.append(text, after, text.length()).toString();
    }

    private static boolean isWord(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static String group(Matcher matcher, String name) {
        String value;
        if (name.length() < 6 && name.chars().allMatch(GoRegex::isDigit)) {
            int number = Integer.parseInt(name);
            value = number <= matcher.groupCount() ? matcher.group(number) : "";
        } else {
            var number = matcher.pattern().namedGroups().get(name);
            value = number == null ? "" : matcher.group(number);
        }
        return value == null ? "" : value;
    }
}
