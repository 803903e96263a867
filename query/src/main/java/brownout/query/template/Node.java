// SPDX-License-Identifier: Apache-2.0
package brownout.query.template;

import brownout.query.syntax.Pos;
import java.util.List;
import java.util.Optional;

/// Syntax tree of a template whose functions have the context `C`.
sealed interface Node<C> {
    record Plain<C>(String text) implements Node<C> {}

    /// `{{ pipe }}`; shows nothing where it sets a variable.
    record Show<C>(Pipe<C> pipe) implements Node<C> {}

    /// `{{ if }}`, or `{{ with }}`, which makes the value the dot inside.
    record Choice<C>(Pipe<C> pipe, boolean with, List<Node<C>> then, List<Node<C>> otherwise)
            implements Node<C> {}

    record Loop<C>(Pipe<C> pipe, List<Node<C>> body, List<Node<C>> otherwise) implements Node<C> {}

    /// `{{ template "name" data }}`.
    record Invoke<C>(String name, Optional<Pipe<C>> data, Pos pos) implements Node<C> {}

    /// `{{ break }}` or `{{ continue }}`.
    record Leave<C>(boolean loop) implements Node<C> {}

    /// `$a, $b := first | next …`: the value of each operand but the last is the last argument of the
    /// next, which is a [Call].
    record Pipe<C>(List<String> variables, boolean declares, List<Operand<C>> operands, Pos pos) {}

    /// A part of a pipe, or an argument.
    sealed interface Operand<C> {}

    record Constant<C>(Item value) implements Operand<C> {}

    record Dot<C>() implements Operand<C> {}

    /// `$name`; `$` alone is what the template was given.
    record Variable<C>(String name) implements Operand<C> {}

    /// `of.name`.
    record Field<C>(Operand<C> of, String name, Pos pos) implements Operand<C> {}

    record Nested<C>(Pipe<C> pipe) implements Operand<C> {}

    record Call<C>(Function<C> function, List<Operand<C>> arguments, Pos pos)
            implements Operand<C> {}
}
