// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.syntax.Pos;

/// Expressions over one span: what stands in braces, and in aggregates and groupings.
public sealed interface Field {
    Pos pos();

    record Constant(Static value, Pos pos) implements Field {}

    /// What a query can name of a span.
    sealed interface Named extends Field {}

    /// `span.name`, `.name` and the like.
    record Attribute(Scope scope, String name, Pos pos) implements Named {}

    record Intrinsics(Intrinsic intrinsic, Pos pos) implements Named {}

    /// `!operand`
    record Not(Field operand, Pos pos) implements Field {}

    /// `-operand`
    record Negative(Field operand, Pos pos) implements Field {}

    record Binary(Operator operator, Field left, Field right, Pos pos) implements Field {}

    /// Where an attribute is looked for; [#NONE] is the span, then the resource.
    enum Scope {
        NONE(""),
        SPAN("span"),
        RESOURCE("resource"),
        EVENT("event"),
        LINK("link"),
        INSTRUMENTATION("instrumentation");

        final String prefix;

        Scope(String prefix) {
            this.prefix = prefix;
        }
    }
}
