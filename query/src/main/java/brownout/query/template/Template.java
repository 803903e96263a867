// SPDX-License-Identifier: Apache-2.0
package brownout.query.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A template, parsed. Immutable; filling it is pure as far as its functions are.
public final class Template<C> {
    private final String source;
    private final List<Node<C>> nodes;
    private final Map<String, List<Node<C>>> defined;

    Template(String source, List<Node<C>> nodes, Map<String, List<Node<C>>> defined) {
        this.source = source;
        this.nodes = List.copyOf(nodes);
        this.defined = Collections.unmodifiableMap(new LinkedHashMap<>(defined));
    }

    /// Reads `text`, whose actions may call `functions` and see `variables` (`$name`), beside Go's own
    /// functions. Throws [QueryError] of kind PARSE with the position in `text`.
    public static <C> Template<C> parse(
            String text, Map<String, Function<C>> functions, List<String> variables) {
        var all = new LinkedHashMap<String, Function<C>>(GoFunctions.<C>table());
        all.putAll(functions);
        return new TemplateParser<>(text, all, variables).parse();
    }

    /// The text for `dot` and values of the variables it was parsed with. Throws [QueryError] of kind
    /// EXECUTION, with the position in the template, where a function or a field fails.
    public String fill(C context, Item dot, Map<String, Item> variables) {
        if (nodes.isEmpty()) {
            return "";
        }
        if (nodes.size() == 1 && nodes.getFirst() instanceof Node.Plain<C>(var text)) {
            return text;
        }
        return new Expansion<>(this, context, variables).text(nodes, dot);
    }

    /// The text it was read from.
    public String source() {
        return source;
    }

    /// The names of the fields of what it is filled with that it can read, in order; empty where it may
    /// read any.
    public Optional<List<String>> fields() {
        var uses = new Uses<>(nodes, defined.values());
        return uses.whole ? Optional.empty() : Optional.of(List.copyOf(uses.fields));
    }

    /// The names of the functions that it calls, in the order in which they are first named.
    public List<String> functions() {
        return List.copyOf(new Uses<>(nodes, defined.values()).functions);
    }

    List<Node<C>> defined(String name) {
        return defined.getOrDefault(name, List.of());
    }
}
