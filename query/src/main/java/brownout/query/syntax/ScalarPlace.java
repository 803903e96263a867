// SPDX-License-Identifier: Apache-2.0
package brownout.query.syntax;

/// Finds where a character of a YAML text stands in its file: plain, quoted and block texts are written
/// in other ways than they read.
final class ScalarPlace {
    private ScalarPlace() {}

    /// The offset in `source` of character `offset` of `text`, whose scalar begins at `start`. Indents,
    /// folded line ends and escapes lie between.
    static int of(String source, int start, String text, int offset) {
        char style = start < source.length() ? source.charAt(start) : 0;
        int at = start;
        if (style == '|' || style == '>') {
            at = Math.max(start, source.indexOf('\n', start) + 1);
        } else if (style == '"' || style == '\'') {
            at = start + 1;
        }
        int wanted = Math.min(offset, text.length());
        for (int i = 0; i < wanted; i++) {
            at = after(source, at, text.charAt(i), style);
        }
        while (wanted < text.length()
                && at < source.length()
                && !stands(source, at, text.charAt(wanted))) {
            at++;
        }
        return Math.min(at, source.length());
    }

    /// Behind the next place where `c` is written.
    private static int after(String source, int from, char c, char style) {
        int at = from;
        while (at < source.length()) {
            if (style == '"' && source.charAt(at) == '\\') {
                return at + escapeLength(source, at);
            }
            if (style == '\'' && source.startsWith("''", at)) {
                return at + 2;
            }
            if (stands(source, at, c)) {
                return at + 1;
            }
            at++;
        }
        return at;
    }

    private static boolean stands(String source, int at, char c) {
        char there = source.charAt(at);
        return there == c || (c == ' ' && there == '\n');
    }

    private static int escapeLength(String source, int at) {
        return switch (at + 1 < source.length() ? source.charAt(at + 1) : 0) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }
}
