// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.promql.Expr.Grouping;
import brownout.query.promql.Expr.Matching;
import brownout.query.promql.Expr.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Clauses with label lists: grouping of aggregations, matching of binary operators.
final class ClauseParser {
    private final Tokens tokens;

    ClauseParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /// `on (…)` or `ignoring (…)`, then `group_left (…)` or `group_right (…)`; all may be missing.
    Matching matching() {
        boolean on = tokens.peek().isWord("on");
        List<String> labels = List.of();
        var side = Side.NONE;
        List<String> include = List.of();
        if (on || tokens.peek().isWord("ignoring")) {
            tokens.take();
            labels = labels();
            if (tokens.peek().isWord("group_left") || tokens.peek().isWord("group_right")) {
                side = tokens.take().isWord("group_left") ? Side.LEFT : Side.RIGHT;
                include = tokens.peek().is("(") ? labels() : List.of();
            }
        }
        refuseFill();
        return new Matching(on, labels, side, include);
    }

    private void refuseFill() {
        var token = tokens.peek();
        boolean fill = token.kind() == Token.Kind.WORD && token.text().startsWith("fill");
        if (fill && tokens.second().is("(")) {
            throw tokens.unsupported(token.pos(), "the fill modifier", "");
        }
    }

    /// `by (…)` or `without (…)`, if it comes next.
    Optional<Grouping> grouping() {
        boolean without = tokens.peek().isWord("without");
        if (!without && !tokens.peek().isWord("by")) {
            return Optional.empty();
        }
        tokens.take();
        return Optional.of(new Grouping(without, labels()));
    }

    /// `(a, b, "c d",)`.
    private List<String> labels() {
        tokens.expect("(", "grouping opts");
        var labels = new ArrayList<String>();
        while (!tokens.take(")")) {
            var kind = tokens.peek().kind();
            if (kind != Token.Kind.WORD && kind != Token.Kind.STRING) {
                throw tokens.unexpected("grouping opts", "label");
            }
            labels.add(tokens.take().text());
            if (!tokens.peek().is(")") && !tokens.take(",")) {
                throw tokens.unexpected("grouping opts", "\",\" or \")\"");
            }
        }
        return labels;
    }
}
