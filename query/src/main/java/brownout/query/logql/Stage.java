// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Matcher;
import brownout.query.syntax.Pos;
import java.util.List;

/// One stage of a pipeline. `Pipeline` has the meaning of each.
public sealed interface Stage {
    Pos pos();

    /// `|= "a" or "b"`: the line contains any of `values`; negated, none of them.
    record LineFilter(LineOperator operator, List<String> values, Pos pos) implements Stage {
        public LineFilter {
            values = List.copyOf(values);
        }
    }

    enum LineOperator {
        CONTAINS("|="),
        CONTAINS_NOT("!="),
        MATCHES("|~"),
        MATCHES_NOT("!~"),
        /// The whole line has the form of a [LinePattern].
        PATTERN("|>"),
        PATTERN_NOT("!>");

        final String symbol;

        LineOperator(String symbol) {
            this.symbol = symbol;
        }

        boolean isRegex() {
            return this == MATCHES || this == MATCHES_NOT;
        }

        boolean isPattern() {
            return this == PATTERN || this == PATTERN_NOT;
        }

        boolean isNegated() {
            return this == CONTAINS_NOT || this == MATCHES_NOT || this == PATTERN_NOT;
        }
    }

    /// `| json`: every field of the line becomes a label.
    record Json(Pos pos) implements Stage {}

    /// `| logfmt`: every pair of the line becomes a label.
    record Logfmt(boolean strict, boolean keepEmpty, Pos pos) implements Stage {}

    /// `| regexp "(?P<name>…)"`: the named groups of the first match become labels.
    record Regexp(String regex, Pos pos) implements Stage {}

    /// `| pattern "<name> …"`: the captures become labels.
    record Pattern(String pattern, Pos pos) implements Stage {}

    /// `| name = "value"` and the like.
    record Filter(LabelFilter filter, Pos pos) implements Stage {}

    /// `| line_format "template"`: the line becomes the filled template.
    record LineFormat(LineTemplate template, Pos pos) implements Stage {}

    /// `| label_format target=source, target="template"`: from left to right, but all templates see
    /// the labels as they are when the first is reached.
    record LabelFormat(List<Assignment> assignments, Pos pos) implements Stage {
        public LabelFormat {
            assignments = List.copyOf(assignments);
        }
    }

    /// Gives a label a value; a renamed one loses its old name, a missing one changes nothing.
    sealed interface Assignment {
        String target();

        record Rename(String target, String source) implements Assignment {}

        record Format(String target, LineTemplate template) implements Assignment {}
    }

    /// `| drop a, b="x"`: removes labels, those with a condition only where it holds.
    record Drop(List<LabelChoice> labels, Pos pos) implements Stage {
        public Drop {
            labels = List.copyOf(labels);
        }
    }

    /// `| keep a, b="x"`: removes every other label, but never an error.
    record Keep(List<LabelChoice> labels, Pos pos) implements Stage {
        public Keep {
            labels = List.copyOf(labels);
        }
    }

    /// `| decolorize`: removes terminal colours from the line.
    record Decolorize(Pos pos) implements Stage {}

    /// A label by name, and by value where `conditions` has its one matcher.
    record LabelChoice(String name, List<Matcher> conditions) {
        public LabelChoice {
            conditions = List.copyOf(conditions);
        }
    }
}
