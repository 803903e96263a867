// SPDX-License-Identifier: Apache-2.0
package brownout.query.syntax;

/// A range of UTF-16 offsets `[start, end)` in a query's text.
public record Pos(int start, int end) {
    public static final Pos NONE = new Pos(0, 0);

    public Pos to(Pos last) {
        return new Pos(start, last.end);
    }

    /// 1-based line of the start.
    public int line(String text) {
        int line = 1;
        for (int i = 0; i < Math.min(start, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /// 1-based column of the start.
    public int column(String text) {
        return start - text.lastIndexOf('\n', Math.min(start, text.length()) - 1);
    }
}
