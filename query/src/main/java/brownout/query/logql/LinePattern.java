// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// A pattern of literal text and captures `<name>` or `<_>`. A literal is looked for at its first
/// place behind the one before it, without going back.
record LinePattern(List<Piece> pieces) {
    LinePattern {
        pieces = List.copyOf(pieces);
    }

    sealed interface Piece {
        record Text(String value) implements Piece {}

        /// `_` for what is not kept.
        record Capture(String name) implements Piece {}
    }

    static LinePattern parse(String text) {
        var pieces = new ArrayList<Piece>();
        var literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int close = captureEnd(text, at);
            if (close < 0) {
                literal.append(text.charAt(at++));
                continue;
            }
            if (!literal.isEmpty()) {
                pieces.add(new Piece.Text(literal.toString()));
                literal.setLength(0);
            }
            pieces.add(new Piece.Capture(text.substring(at + 1, close)));
            at = close + 1;
        }
        if (!literal.isEmpty()) {
            pieces.add(new Piece.Text(literal.toString()));
        }
        return new LinePattern(pieces);
    }

    /// Place of the `>` of a capture that begins at `at`, or -1.
    private static int captureEnd(String text, int at) {
        int close = text.charAt(at) == '<' ? text.indexOf('>', at) : -1;
        return close > 0 && JsonFields.isPlainName(text.substring(at + 1, close)) ? close : -1;
    }

    /// What is wrong with it as the pattern of a parser; empty if nothing.
    String parserFault() {
        var names = new LinkedHashSet<String>();
        boolean capture = false;
        for (var piece : pieces) {
            boolean next = piece instanceof Piece.Capture;
            if (capture && next) {
                return "found consecutive capture, you must separate them with literals";
            }
            capture = next;
            if (piece instanceof Piece.Capture one
                    && !one.name().equals("_")
                    && !names.add(one.name())) {
                return "duplicate capture name (" + one.name() + ")";
            }
        }
        return names.isEmpty() ? "at least one capture is required" : "";
    }

    /// What is wrong with it as a line filter; empty if nothing.
    String filterFault() {
        boolean capture = false;
        for (var piece : pieces) {
            boolean next = piece instanceof Piece.Capture;
            if (capture && next) {
                return "found consecutive capture, you must separate them with literals";
            }
            capture = next;
            if (piece instanceof Piece.Capture one && !one.name().equals("_")) {
                return "named captures are not allowed";
            }
        }
        return "";
    }

    /// True where the whole line has this form and no capture is empty.
    boolean matches(String line) {
        int at = 0;
        boolean open = false;
        for (var piece : pieces) {
            switch (piece) {
                case Piece.Capture _ -> open = true;
                case Piece.Text text -> {
                    int found = line.indexOf(text.value(), at);
                    if (open ? found <= at : found != at) {
                        return false;
                    }
                    at = found + text.value().length();
                    open = false;
                }
            }
        }
        return open ? at < line.length() : at == line.length();
    }

    /// Extracts the captures of the entry's line. The first literal has to begin the line; where a
    /// later one is missing, the capture before it takes the rest.
    void extract(WorkingEntry entry) {
        var line = entry.line;
        int at = 0;
        for (int i = 0; i < pieces.size() && !entry.hasEnough(); i++) {
            switch (pieces.get(i)) {
                case Piece.Text text -> {
                    if (i == 0 && !line.startsWith(text.value())) {
                        return;
                    }
                    at += text.value().length();
                }
                case Piece.Capture capture -> {
                    int end =
                            i + 1 < pieces.size() && pieces.get(i + 1) instanceof Piece.Text text
                                    ? line.indexOf(text.value(), at)
                                    : line.length();
                    var value = line.substring(at, end < 0 ? line.length() : end);
                    var slot = capture.name().equals("_") ? null : entry.slot(capture.name());
                    if (slot != null) {
                        entry.extract(slot, value);
                    }
                    if (end < 0) {
                        return;
                    }
                    at = end;
                }
            }
        }
    }
}
