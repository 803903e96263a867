// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import org.jspecify.annotations.Nullable;

/// Reads the fields of a JSON object in a line straight into labels, without building a tree.
/// Nested objects are flattened with `_`, arrays and null are skipped, numbers stay as written. What
/// follows the object is not looked at. One object reads many lines.
final class JsonFields {
    private static final int MAX_DEPTH = 128;

    private String line = "";
    private int at = 0;
    private int depth = 0;
    private String fault = "";
    private final StringBuilder prefix = new StringBuilder();

    /// Marks the entry where its line is not a JSON object; fields before the fault are kept.
    void read(WorkingEntry entry) {
        if (entry.hasEnough()) {
            return;
        }
        line = entry.line;
        at = 0;
        depth = 0;
        fault = "";
        prefix.setLength(0);
        skipBlank();
        if (peek() != '{') {
            fault = "expected an object";
        } else {
            object(entry);
        }
        if (!fault.isEmpty()) {
            entry.fail("JSONParserErr", fault + " at offset " + at);
        }
    }

    /// False where reading shall stop: at a fault, or when nothing else is needed.
    private boolean object(WorkingEntry entry) {
        if (++depth > MAX_DEPTH) {
            return fail("too many nested objects");
        }
        at++;
        skipBlank();
        if (peek() == '}') {
            at++;
            depth--;
            return true;
        }
        while (true) {
            skipBlank();
            var key = peek() == '"' ? string() : null;
            if (key == null) {
                return fail("expected a key");
            }
            skipBlank();
            if (peek() != ':') {
                return fail("expected ':'");
            }
            at++;
            skipBlank();
            if (!value(key, entry)) {
                return false;
            }
            skipBlank();
            char c = peek();
            at++;
            if (c == '}') {
                depth--;
                return true;
            }
            if (c != ',') {
                at--;
                return fail("expected ',' or '}'");
            }
        }
    }

    private boolean value(String key, WorkingEntry entry) {
        char c = peek();
        if (c == '{') {
            int length = prefix.length();
            appendName(key);
            prefix.append('_');
            boolean more = object(entry);
            prefix.setLength(length);
            return more;
        }
        if (c == '[') {
            return array();
        }
        var slot = slot(key, entry);
        String value;
        if (c == '"') {
            if (slot == null) {
                return skipString();
            }
            value = string();
        } else {
            value = scalar();
        }
        if (value == null) {
            return fail("malformed value");
        }
        if (slot != null && !(c == 'n')) {
            entry.extract(slot, value);
            return !entry.hasEnough();
        }
        return true;
    }

    private @Nullable String slot(String key, WorkingEntry entry) {
        if (key.isBlank()) {
            return null;
        }
        if (prefix.isEmpty() && isPlainName(key)) {
            return entry.slot(key);
        }
        int length = prefix.length();
        appendName(key);
        var slot = entry.slot(prefix.toString());
        prefix.setLength(length);
        return slot;
    }

    static boolean isPlainName(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !key.isEmpty();
    }

    private void appendName(String key) {
        sanitize(key, prefix.isEmpty(), prefix);
    }

    /// Appends `key` as a label name: trimmed, `_` for each character that a name cannot have, and in
    /// front of a digit where `first`.
    static void sanitize(String key, boolean first, StringBuilder into) {
        var name = key.strip();
        if (first && !name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9') {
            into.append('_');
        }
        name.codePoints()
                .forEach(c -> into.append(c < 128 && isNameCharacter((char) c) ? (char) c : '_'));
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_';
    }

    /// Skips an array, minding only brackets and strings.
    private boolean array() {
        int open = 0;
        do {
            char c = peek();
            if (c == 0 && at >= line.length()) {
                return fail("unterminated array");
            }
            if (c == '"') {
                if (!skipString()) {
                    return false;
                }
                continue;
            }
            if (c == '[' || c == '{') {
                open++;
            } else if (c == ']' || c == '}') {
                open--;
            }
            at++;
        } while (open > 0);
        return true;
    }

    /// A number, `true`, `false` or `null` as written, else null.
    private @Nullable String scalar() {
        int start = at;
        while (at < line.length() && ",}] \t\r\n".indexOf(line.charAt(at)) < 0) {
            at++;
        }
        var text = line.substring(start, at);
        return switch (text) {
            case "true", "false", "null" -> text;
            default -> isNumber(text) ? text : null;
        };
    }

    private static boolean isNumber(String text) {
        if (text.isEmpty() || (text.charAt(0) != '-' && !isDigit(text.charAt(0)))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!isDigit(text.charAt(i)) && "+-.eE".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean skipString() {
        at++;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return true;
            }
            if (c == '\\') {
                at++;
            }
        }
        return fail("unterminated string");
    }

    private @Nullable String string() {
        int start = at + 1;
        if (!skipString()) {
            return null;
        }
        int end = at - 1;
        for (int i = start; i < end; i++) {
            if (line.charAt(i) == '\\') {
                return unescaped(start, end);
            }
        }
        return line.substring(start, end);
    }

    private @Nullable String unescaped(int start, int end) {
        var text = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = line.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            c = line.charAt(++i);
            switch (c) {
                case '"', '\\', '/' -> text.append(c);
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    int code = hex(i + 1, end);
                    if (code < 0) {
                        return null;
                    }
                    text.append((char) code);
                    i += 4;
                }
                default -> {
                    return null;
                }
            }
        }
        return withoutLoneSurrogates(text);
    }

    private static String withoutLoneSurrogates(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                text.setCharAt(i, ' ');
            }
        }
        return text.toString();
    }

    private int hex(int from, int end) {
        if (from + 4 > end) {
            return -1;
        }
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = line.charAt(i) < 128 ? Character.digit(line.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }

    private boolean fail(String what) {
        if (fault.isEmpty()) {
            fault = what;
        }
        return false;
    }

    private char peek() {
        return at < line.length() ? line.charAt(at) : 0;
    }

    private void skipBlank() {
        while (at < line.length() && " \t\r\n".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
    }
}
