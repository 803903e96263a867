// SPDX-License-Identifier: Apache-2.0
package brownout.query.template;

import brownout.query.syntax.Pos;
import brownout.query.syntax.QueryError;
import brownout.query.template.Node.Operand;
import brownout.query.template.Node.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Fills one template once.
final class Expansion<C> {
    private static final int MOST_CALLS = 100; // of templates within one another
    private static final int MOST_TEXT = 1 << 20;

    private final Template<C> template;
    private final C context;
    private final StringBuilder out = new StringBuilder();
    private final List<Bound> variables = new ArrayList<>();
    private int depth;

    /// A variable with its value.
    private static final class Bound {
        final String name;
        Item value;

        Bound(String name, Item value) {
            this.name = name;
            this.value = value;
        }
    }

    /// How to go on after a node.
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    Expansion(Template<C> template, C context, Map<String, Item> variables) {
        this.template = template;
        this.context = context;
        new TreeMap<>(variables)
                .forEach((name, value) -> this.variables.add(new Bound(name, value)));
    }

    String text(List<Node<C>> nodes, Item dot) {
        variables.add(new Bound("$", dot));
        run(nodes, dot);
        return out.toString();
    }

    private Flow run(List<Node<C>> nodes, Item dot) {
        int mark = variables.size();
        var flow = Flow.ON;
        for (int i = 0; i < nodes.size() && flow == Flow.ON; i++) {
            flow =
                    switch (nodes.get(i)) {
                        case Node.Plain<C>(var text) -> show(text);
                        case Node.Show<C>(var pipe) -> {
                            var value = value(pipe, dot);
                            yield pipe.variables().isEmpty() ? show(value.text()) : Flow.ON;
                        }
                        case Node.Choice<C> choice -> choose(choice, dot);
                        case Node.Loop<C> loop -> loop(loop, dot);
                        case Node.Invoke<C> invoke -> invoke(invoke, dot);
                        case Node.Leave<C>(var loop) -> loop ? Flow.BREAK : Flow.CONTINUE;
                    };
        }
        release(mark);
        return flow;
    }

    private Flow show(String text) {
        if (out.length() + text.length() > MOST_TEXT) {
            throw Function.error("the text grows too long");
        }
        out.append(text);
        return Flow.ON;
    }

    private Flow choose(Node.Choice<C> choice, Item dot) {
        int mark = variables.size();
        var value = value(choice.pipe(), dot);
        var flow =
                value.holds()
                        ? run(choice.then(), choice.with() ? value : dot)
                        : run(choice.otherwise(), dot);
        release(mark);
        return flow;
    }

    private Flow loop(Node.Loop<C> loop, Item dot) {
        int mark = variables.size();
        var pipe = loop.pipe();
        var keys = new ArrayList<Item>();
        var values = new ArrayList<Item>();
        elements(
                value(new Pipe<>(List.of(), false, pipe.operands(), pipe.pos()), dot),
                pipe.pos(),
                keys,
                values);
        if (values.isEmpty()) {
            return run(loop.otherwise(), dot);
        }
        var flow = Flow.ON;
        for (int i = 0; i < values.size() && flow != Flow.BREAK; i++) {
            var names = pipe.variables();
            for (int n = 0; n < names.size(); n++) {
                var bound = n == 0 && names.size() == 2 ? keys.get(i) : values.get(i);
                set(names.get(n), bound, pipe.declares());
            }
            flow = run(loop.body(), values.get(i));
            release(mark);
        }
        return Flow.ON;
    }

    private void elements(Item value, Pos pos, List<Item> keys, List<Item> values) {
        switch (value) {
            case Item.Items(var items) -> {
                for (int i = 0; i < items.size(); i++) {
                    keys.add(new Item.Whole(i));
                    values.add(items.get(i));
                }
            }
            case Item.Fields(var fields, var open) when open ->
                    fields.forEach((name, field) -> {
                        keys.add(new Item.Text(name));
                        values.add(field);
                    });
            case Item.Whole(var count) -> {
                for (long i = 0; i < Math.min(count, MOST_TEXT); i++) {
                    keys.add(new Item.Whole(i));
                    values.add(new Item.Whole(i));
                }
            }
            case Item.Nothing _ -> {}
            case Item.Fields _, Item.Text _, Item.Real _, Item.Flag _ ->
                    throw at(pos, Function.error("range can't iterate over " + value.text()));
        }
    }

    private Flow invoke(Node.Invoke<C> invoke, Item dot) {
        var data = invoke.data().map(pipe -> value(pipe, dot)).orElse(new Item.Nothing());
        if (++depth > MOST_CALLS) {
            throw at(invoke.pos(), Function.error("templates call one another without end"));
        }
        var outer = new ArrayList<>(variables);
        variables.clear();
        variables.add(new Bound("$", data));
        run(template.defined(invoke.name()), data);
        variables.clear();
        variables.addAll(outer);
        depth--;
        return Flow.ON;
    }

    private void release(int mark) {
        variables.subList(mark, variables.size()).clear();
    }

    private void set(String name, Item value, boolean declares) {
        if (declares) {
            variables.add(new Bound(name, value));
        } else {
            bound(name).value = value;
        }
    }

    private Bound bound(String name) {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name.equals(name)) {
                return variables.get(i);
            }
        }
        throw new IllegalStateException("the parser knows all variables: " + name);
    }

    private Item value(Pipe<C> pipe, Item dot) {
        var operands = pipe.operands();
        var value = value(operands.getFirst(), dot);
        for (var operand : operands.subList(1, operands.size())) {
            var call = (Node.Call<C>) operand;
            value = call(call, dot, List.of(value));
        }
        for (var name : pipe.variables()) {
            set(name, value, pipe.declares());
        }
        return value;
    }

    private Item value(Operand<C> operand, Item dot) {
        return switch (operand) {
            case Node.Constant<C>(var value) -> value;
            case Node.Dot<C> _ -> dot;
            case Node.Variable<C>(var name) -> bound(name).value;
            case Node.Field<C>(var of, var name, var pos) -> field(value(of, dot), name, pos);
            case Node.Nested<C>(var pipe) -> value(pipe, dot);
            case Node.Call<C> call -> call(call, dot, List.of());
        };
    }

    private Item call(Node.Call<C> call, Item dot, List<Item> piped) {
        var arguments = new ArrayList<Item>();
        call.arguments().forEach(argument -> arguments.add(value(argument, dot)));
        arguments.addAll(piped);
        try {
            return call.function().body().apply(context, arguments);
        } catch (QueryError e) {
            throw e.pos().equals(Pos.NONE)
                    ? at(
                            call.pos(),
                            Function.error(
                                    "error calling "
                                            + call.function().name()
                                            + ": "
                                            + e.getMessage()))
                    : e;
        }
    }

    private Item field(Item of, String name, Pos pos) {
        if (of instanceof Item.Fields(var fields, var open)) {
            var value = fields.get(name);
            if (value != null) {
                return value;
            }
            if (open) {
                return Item.Text.EMPTY;
            }
        }
        throw at(pos, Function.error("can't evaluate field " + name + " in type " + of.type()));
    }

    private QueryError at(Pos pos, QueryError error) {
        return new QueryError(
                error.kind(),
                pos,
                template.source(),
                String.valueOf(error.getMessage()),
                error.hint());
    }
}
