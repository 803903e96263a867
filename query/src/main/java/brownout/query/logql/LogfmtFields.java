// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

/// Reads `key=value key="quoted value" key` pairs of a line into labels. A faulty pair is skipped up
/// to the next blank, or ends the reading with an error where `strict`.
final class LogfmtFields {
    private final boolean strict;
    private final boolean keepEmpty;
    private String line = "";
    private int at = 0;

    LogfmtFields(Stage.Logfmt stage) {
        this.strict = stage.strict();
        this.keepEmpty = stage.keepEmpty();
    }

    void read(WorkingEntry entry) {
        line = entry.line;
        at = 0;
        while (!entry.hasEnough() && skipBlank()) {
            if (!pair(entry)) {
                if (strict) {
                    entry.fail("LogfmtParserErr", "logfmt syntax error at pos " + (at + 1));
                    return;
                }
                skipWord();
            }
        }
    }

    private boolean skipBlank() {
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
        return at < line.length();
    }

    private void skipWord() {
        while (at < line.length() && line.charAt(at) > ' ') {
            at++;
        }
    }

    /// False at a fault, with `at` on it.
    private boolean pair(WorkingEntry entry) {
        int start = at;
        while (at < line.length() && line.charAt(at) > ' ' && line.charAt(at) != '=') {
            if (line.charAt(at) == '"') {
                return false;
            }
            at++;
        }
        if (at == start) {
            return false;
        }
        var key = line.substring(start, at);
        if (at == line.length() || line.charAt(at) <= ' ') {
            store(key, "", entry);
            return true;
        }
        at++;
        boolean quote = at < line.length() && line.charAt(at) == '"';
        return quote ? quoted(key, entry) : bare(key, entry);
    }

    private boolean bare(String key, WorkingEntry entry) {
        int start = at;
        while (at < line.length() && line.charAt(at) > ' ') {
            if (line.charAt(at) == '=' || line.charAt(at) == '"') {
                return false;
            }
            at++;
        }
        store(key, line.substring(start, at), entry);
        return true;
    }

    private boolean quoted(String key, WorkingEntry entry) {
        var value = new StringBuilder();
        for (int i = at + 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                at = i + 1;
                store(key, value.toString(), entry);
                return true;
            }
            if (c == '\\' && i + 1 < line.length()) {
                i = escape(i + 1, value);
            } else {
                value.append(c);
            }
        }
        at = line.length();
        return false;
    }

    /// Appends what the escape whose letter is at `letter` stands for; the place of its last
    /// character.
    private int escape(int letter, StringBuilder value) {
        char c = line.charAt(letter);
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'u' -> {
                if (letter + 4 < line.length()
                        && line.substring(letter + 1, letter + 5).matches("[0-9a-fA-F]{4}")) {
                    value.append(
                            (char) Integer.parseInt(line.substring(letter + 1, letter + 5), 16));
                    return letter + 4;
                }
                value.append(c);
            }
            default -> value.append(c);
        }
        return letter;
    }

    private void store(String key, String value, WorkingEntry entry) {
        if (value.isEmpty() && !keepEmpty) {
            return;
        }
        var name = key;
        if (!JsonFields.isPlainName(key)) {
            var clean = new StringBuilder();
            JsonFields.sanitize(key, true, clean);
            name = clean.toString();
        }
        var slot = entry.slot(name);
        if (slot != null) {
            entry.extract(slot, value);
        }
    }
}
