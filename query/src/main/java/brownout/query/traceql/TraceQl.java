// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.data.Budget;
import brownout.query.data.TimeRange;
import brownout.query.data.Trace;
import brownout.query.data.TraceStore;
import brownout.query.syntax.Pos;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// TraceQL, the query language of Grafana Tempo: parses queries and answers them from a
/// [TraceStore]. All failures are [QueryError]s.
///
/// Where upstream's storage changes an answer (negations and `!=` on arrays that it looks up in
/// columns), the plain meaning of the language is given here.
public final class TraceQl {
    private TraceQl() {}

    /// A value with the name under which answers show it.
    public record NamedValue(String key, Static value) {}

    /// A matching span; `attributes` are those that the query mentions and the span has.
    public record SpanMatch(Trace.Span span, List<NamedValue> attributes) {
        public SpanMatch {
            attributes = List.copyOf(attributes);
        }
    }

    /// One set of matching spans, by start time and cut; `matched` is their number before the cut,
    /// `attributes` what `by` and aggregates found.
    public record MatchedSet(List<SpanMatch> spans, int matched, List<NamedValue> attributes) {
        public MatchedSet {
            spans = List.copyOf(spans);
            attributes = List.copyOf(attributes);
        }
    }

    /// A matching trace with at least one set; several only behind `by`. `mentionsName` says whether
    /// the query names the span's name, without which answers leave it out.
    public record Hit(Trace trace, List<MatchedSet> sets, boolean mentionsName) {
        public Hit {
            sets = List.copyOf(sets);
        }
    }

    /// Parses and checks a query. Kind PARSE where it is none, UNSUPPORTED where it uses a part of
    /// the language that is not evaluated.
    public static Expr parse(String query) {
        return Parser.parse(query);
    }

    /// Parses the name of an attribute or intrinsic alone: `resource.service.name`, `.a`, `span."a b"`,
    /// `name`, `span:name`.
    public static Field.Named parseAttribute(String text) {
        return Parser.parseNamed(text);
    }

    /// The query that selects all spans.
    public static Expr everything() {
        return parse("{ }");
    }

    /// A filter for completion: empty where the text is no query that can be evaluated, so that a
    /// half-written one restricts nothing.
    public static Optional<Expr> parseLenient(String query) {
        try {
            return query.isBlank() ? Optional.empty() : Optional.of(parse(query));
        } catch (QueryError _) {
            return Optional.empty();
        }
    }

    /// The query in its canonical text; it parses to an equal tree.
    public static String print(Expr expr) {
        return Printer.print(expr);
    }

    /// The newest `limit` traces that overlap `range` and match, newest start first.
    /// `spansPerSpanSet` cuts each set, 0 cuts none.
    public static List<Hit> search(
            TraceStore store,
            Expr expr,
            TimeRange range,
            int limit,
            int spansPerSpanSet,
            Budget budget) {
        var pipeline = new Pipeline(expr);
        var mentions = new Mentions(expr);
        var hits = new ArrayList<Hit>();
        var cursor = store.find(Hints.of(expr), range, limit);
        while (hits.size() < limit && cursor.next()) {
            var view = new TraceView(cursor.trace());
            budget.charge(view.size());
            var sets = pipeline.run(view);
            if (!sets.isEmpty()) {
                var matched =
                        sets.stream().map(set -> matched(set, view, mentions, spansPerSpanSet));
                hits.add(new Hit(view.trace, matched.toList(), mentions.name()));
            }
        }
        return hits;
    }

    private static MatchedSet matched(
            SpanSet set, TraceView view, Mentions mentions, int spansPerSpanSet) {
        var spans = new ArrayList<Integer>();
        for (int span : set.spans()) {
            spans.add(span);
        }
        spans.sort(Comparator.comparingLong(span -> view.span(span).startNanos()));
        int kept = spansPerSpanSet > 0 ? Math.min(spansPerSpanSet, spans.size()) : spans.size();
        var matches =
                spans.subList(0, kept).stream()
                        .map(span -> new SpanMatch(view.span(span), mentions.of(view, span)));
        return new MatchedSet(matches.toList(), spans.size(), set.attributes());
    }

    /// The different values of an attribute on spans that `filter` selects (all spans without one) in
    /// traces that overlap `range`, by type and text, at most `limit` (0 = all). Elements of arrays
    /// count one by one. Durations and ids have no values here.
    public static List<Static> values(
            TraceStore store,
            Field.Named attribute,
            Optional<Expr> filter,
            TimeRange range,
            int limit,
            Budget budget) {
        return TagValues.of(store, attribute, filter, range, limit, budget);
    }

    /// The text of an error as Tempo sends it: `invalid TraceQL query: parse error at line 1, col 3:
    /// …` for what is wrong with the query itself, else the message alone.
    public static String message(QueryError error) {
        return switch (error.kind()) {
            case PARSE, UNSUPPORTED ->
                    "invalid TraceQL query: "
                            + (error.pos().equals(Pos.NONE)
                                    ? "parse error : "
                                    : "parse error at line %d, col %d: "
                                            .formatted(error.line(), error.column()))
                            + error.text();
            case EXECUTION, LIMIT, TIMEOUT, CANCELED -> error.text();
        };
    }
}
