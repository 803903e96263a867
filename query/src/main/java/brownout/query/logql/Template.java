// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import java.util.List;

/// A line or label template: text with `{{ … }}` parts that show labels, possibly changed by
/// functions. `source` is the text it was read from; [TemplateParser] reads it.
record Template(String source, List<Part> parts) {
    Template {
        parts = List.copyOf(parts);
    }

    sealed interface Part {
        record Text(String value) implements Part {}

        /// Each call but the first gets the result before it as its last argument.
        record Pipe(List<Call> calls) implements Part {
            public Pipe {
                calls = List.copyOf(calls);
            }
        }
    }

    record Call(TemplateFunction function, List<Argument> arguments) {
        Call {
            arguments = List.copyOf(arguments);
        }
    }

    sealed interface Argument {
        /// The value of a label, empty where it is missing.
        record Label(String name) implements Argument {}

        record Literal(String value) implements Argument {}
    }

    /// Adds the names of the labels that the template shows.
    void addLabels(List<String> names) {
        for (var part : parts) {
            if (part instanceof Part.Pipe pipe) {
                for (var call : pipe.calls()) {
                    for (var argument : call.arguments()) {
                        if (argument instanceof Argument.Label label) {
                            names.add(label.name());
                        }
                    }
                }
            }
        }
    }

    String fill(WorkingEntry entry) {
        var text = new StringBuilder();
        for (var part : parts) {
            switch (part) {
                case Part.Text plain -> text.append(plain.value());
                case Part.Pipe pipe -> text.append(value(pipe, entry));
            }
        }
        return text.toString();
    }

    private static String value(Part.Pipe pipe, WorkingEntry entry) {
        var piped = "";
        boolean first = true;
        for (var call : pipe.calls()) {
            var arguments = new String[call.arguments().size() + (first ? 0 : 1)];
            for (int i = 0; i < call.arguments().size(); i++) {
                arguments[i] =
                        switch (call.arguments().get(i)) {
                            case Argument.Label label -> entry.text(label.name());
                            case Argument.Literal literal -> literal.value();
                        };
            }
            if (!first) {
                arguments[arguments.length - 1] = piped;
            }
            piped = call.function().apply(arguments, entry);
            first = false;
        }
        return piped;
    }
}
