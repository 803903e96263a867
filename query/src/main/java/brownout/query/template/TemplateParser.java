// SPDX-License-Identifier: Apache-2.0
package brownout.query.template;

import brownout.query.syntax.Cursor;
import brownout.query.syntax.Pos;
import brownout.query.syntax.Suggestion;
import brownout.query.template.Node.Pipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a template: text, actions and the blocks that they make.
final class TemplateParser<C> {
    private final Cursor cursor;
    private final PipeParser<C> pipes;
    private final Map<String, List<Node<C>>> defined = new LinkedHashMap<>();
    private final List<Node.Invoke<C>> invoked = new ArrayList<>();
    private boolean trims; // the action before ended in -}}
    private int loops; // around what is read

    /// What ended a block.
    private enum Stop {
        END,
        ELSE,
        TEXT
    }

    TemplateParser(String text, Map<String, Function<C>> functions, List<String> variables) {
        cursor = new Cursor(text);
        pipes = new PipeParser<>(cursor, functions, variables);
    }

    Template<C> parse() {
        var nodes = new ArrayList<Node<C>>();
        int start = 0;
        while (true) {
            var stop = block(nodes);
            if (stop == Stop.TEXT) {
                break;
            }
            throw cursor.error(
                    start,
                    stop == Stop.END ? "unexpected {{end}}" : "unexpected {{else}}",
                    "It belongs to no if, with, range, define or block");
        }
        for (var invoke : invoked) {
            if (!defined.containsKey(invoke.name())) {
                throw pipes.error(
                        invoke.pos(),
                        "template \"" + invoke.name() + "\" not defined",
                        Suggestion.hint(invoke.name(), defined.keySet()));
            }
        }
        return new Template<>(cursor.text(), nodes, defined);
    }

    /// Fills `into` up to the action that ends the block; `{{end}}` is read whole, `{{else` is not.
    private Stop block(List<Node<C>> into) {
        while (true) {
            int open = cursor.text().indexOf("{{", cursor.offset());
            boolean last = open < 0;
            int end = last ? cursor.text().length() : open;
            boolean trimmed = !last && isTrim(open + 2);
            var text = cursor.text().substring(cursor.offset(), end);
            text = trims ? text.stripLeading() : text;
            text = trimmed ? text.stripTrailing() : text;
            trims = false;
            if (!text.isEmpty()) {
                into.add(new Node.Plain<>(text));
            }
            cursor.seek(end);
            if (last) {
                return Stop.TEXT;
            }
            cursor.seek(open + 2 + (trimmed ? 1 : 0));
            if (!comment(open)) {
                pipes.blank();
                int start = cursor.offset();
                switch (pipes.word()) {
                    case "end" -> {
                        close(open);
                        return Stop.END;
                    }
                    case "else" -> {
                        return Stop.ELSE;
                    }
                    case String word -> {
                        if (!keyword(word, open, into)) {
                            cursor.seek(start);
                            into.add(new Node.Show<>(pipes.pipe(false)));
                            close(open);
                        }
                    }
                }
            }
        }
    }

    private boolean isTrim(int at) {
        return cursor.text().startsWith("-", at)
                && at + 1 < cursor.text().length()
                && Character.isWhitespace(cursor.text().charAt(at + 1));
    }

    private boolean comment(int open) {
        int start = cursor.offset();
        pipes.blank();
        if (!cursor.take("/*")) {
            cursor.seek(start);
            return false;
        }
        int end = cursor.text().indexOf("*/", cursor.offset());
        if (end < 0) {
            throw cursor.error(open, "unclosed comment", "Close it with */}}");
        }
        cursor.seek(end + 2);
        close(open);
        return true;
    }

    /// Reads the rest of an action that begins with `word`; false where that is no keyword.
    private boolean keyword(String word, int open, List<Node<C>> into) {
        switch (word) {
            case "if", "with" -> into.add(choice(word, open));
            case "range" -> into.add(loop(open));
            case "template" -> into.add(invoke(open));
            case "define" -> define(open);
            case "block" -> {
                var invoke = invoke(open);
                into.add(invoke);
                body(invoke.name(), open);
            }
            case "break", "continue" -> {
                if (loops == 0) {
                    throw cursor.error(open, "{{" + word + "}} outside of range", "");
                }
                close(open);
                into.add(new Node.Leave<>(word.equals("break")));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Node<C> choice(String word, int open) {
        int mark = pipes.mark();
        var pipe = condition(open);
        var then = new ArrayList<Node<C>>();
        List<Node<C>> otherwise = new ArrayList<>();
        if (rest(then, open) == Stop.ELSE) {
            pipes.blank();
            int start = cursor.offset();
            if (pipes.word().equals(word)) {
                otherwise.add(choice(word, open));
            } else {
                cursor.seek(start);
                close(open);
                only(otherwise, open);
            }
        }
        pipes.release(mark);
        return new Node.Choice<>(
                pipe, word.equals("with"), List.copyOf(then), List.copyOf(otherwise));
    }

    private Node<C> loop(int open) {
        int mark = pipes.mark();
        pipes.blank();
        var pipe = pipes.pipe(true);
        close(open);
        var body = new ArrayList<Node<C>>();
        var otherwise = new ArrayList<Node<C>>();
        loops++;
        var stop = rest(body, open);
        loops--;
        if (stop == Stop.ELSE) {
            close(open);
            only(otherwise, open);
        }
        pipes.release(mark);
        return new Node.Loop<>(pipe, List.copyOf(body), List.copyOf(otherwise));
    }

    private Pipe<C> condition(int open) {
        pipes.blank();
        var pipe = pipes.pipe(false);
        close(open);
        return pipe;
    }

    private Node.Invoke<C> invoke(int open) {
        var name = name(open);
        pipes.blank();
        boolean bare = cursor.peek() == '}' || cursor.peek() == '-';
        var data = bare ? Optional.<Pipe<C>>empty() : Optional.of(pipes.pipe(false));
        close(open);
        var invoke = new Node.Invoke<C>(name, data, new Pos(open, cursor.offset()));
        invoked.add(invoke);
        return invoke;
    }

    private void define(int open) {
        var name = name(open);
        close(open);
        body(name, open);
    }

    private void body(String name, int open) {
        var nodes = new ArrayList<Node<C>>();
        only(nodes, open);
        if (defined.put(name, List.copyOf(nodes)) != null) {
            throw cursor.error(open, "template \"" + name + "\" is defined twice", "");
        }
    }

    private String name(int open) {
        pipes.blank();
        if (cursor.peek() != '"' && cursor.peek() != '`') {
            throw cursor.error(open, "missing name of the template", "Give it in quotes");
        }
        return cursor.takeString();
    }

    /// The nodes up to `{{end}}`, without `{{else}}`.
    private void only(List<Node<C>> into, int open) {
        if (rest(into, open) == Stop.ELSE) {
            throw cursor.error(open, "unexpected {{else}}", "");
        }
    }

    private Stop rest(List<Node<C>> into, int open) {
        int mark = pipes.mark();
        var stop = block(into);
        pipes.release(mark);
        if (stop == Stop.TEXT) {
            cursor.seek(open + 2);
            throw cursor.error(open, "a block without its end", "Close it with {{ end }}");
        }
        return stop;
    }

    private void close(int open) {
        pipes.blank();
        if (cursor.peek() == '-'
                && Character.isWhitespace(cursor.text().charAt(cursor.offset() - 1))) {
            cursor.take();
            trims = true;
        }
        if (!cursor.take("}}")) {
            if (cursor.atEnd()) {
                cursor.seek(open + 2);
                throw cursor.error(open, "unclosed action", "Close it with }}");
            }
            int at = cursor.offset();
            throw cursor.error(at, "unexpected \"" + cursor.take() + "\"", "Close it with }}");
        }
    }
}
