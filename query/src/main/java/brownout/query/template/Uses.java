// SPDX-License-Identifier: Apache-2.0
package brownout.query.template;

import brownout.query.template.Node.Operand;
import brownout.query.template.Node.Pipe;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What the nodes of a template use: fields of what it is filled with, and functions.
final class Uses<C> {
    final Set<String> fields = new TreeSet<>();

    /// In the order in which they are first named.
    final Set<String> functions = new LinkedHashSet<>();

    /// Whether what it is filled with is used other than by one field.
    boolean whole;

    private boolean isDot = true; // whether the dot is what the template is filled with
    private boolean isRoot = true; // whether `$` is

    Uses(List<Node<C>> nodes, Collection<List<Node<C>>> defined) {
        addAll(nodes);
        isDot = false;
        isRoot = false;
        defined.forEach(this::addAll);
    }

    private void addAll(List<Node<C>> nodes) {
        nodes.forEach(this::add);
    }

    private void add(Node<C> node) {
        switch (node) {
            case Node.Plain<C> _, Node.Leave<C> _ -> {}
            case Node.Show<C>(var pipe) -> add(pipe);
            case Node.Choice<C>(var pipe, var with, var then, var otherwise) -> {
                add(pipe);
                within(with, then);
                addAll(otherwise);
            }
            case Node.Loop<C>(var pipe, var body, var otherwise) -> {
                add(pipe);
                within(true, body);
                addAll(otherwise);
            }
            case Node.Invoke<C>(_, var data, _) -> data.ifPresent(this::add);
        }
    }

    /// A body whose dot may be another.
    private void within(boolean another, List<Node<C>> body) {
        boolean before = isDot;
        isDot &= !another;
        addAll(body);
        isDot = before;
    }

    private void add(Pipe<C> pipe) {
        pipe.operands().forEach(this::add);
    }

    private void add(Operand<C> operand) {
        switch (operand) {
            case Node.Constant<C> _ -> {}
            case Node.Dot<C> _ -> whole |= isDot;
            case Node.Variable<C>(var name) -> whole |= isRoot && name.equals("$");
            case Node.Field<C>(Node.Dot<C> _, var name, _) -> addField(name, isDot);
            case Node.Field<C>(Node.Variable<C>(var of), var name, _) ->
                    addField(name, isRoot && of.equals("$"));
            case Node.Field<C>(var of, _, _) -> add(of);
            case Node.Nested<C>(var pipe) -> add(pipe);
            case Node.Call<C>(var function, var arguments, _) -> {
                functions.add(function.name());
                arguments.forEach(this::add);
            }
        }
    }

    private void addField(String name, boolean ofWhole) {
        if (ofWhole) {
            fields.add(name);
        }
    }
}
