// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.prometheus;

import brownout.query.data.Matcher;
import brownout.query.data.TimeRange;
import brownout.query.promql.Expr;
import brownout.query.promql.PromQl;
import brownout.query.syntax.QueryError;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads parameters as the Prometheus API does, with its error texts.
record PrometheusParams(Params in) {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,9}");

    static Refusal invalid(String name, String why) {
        return Refusal.bad("invalid parameter \"" + name + "\": " + why);
    }

    Expr query() {
        return parsed("query", in.text("query"), PromQl::parse);
    }

    static <T> T parsed(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (QueryError e) {
            throw invalid(name, e.located());
        }
    }

    long time(String name, long missing) {
        return in.given(name).map(text -> time(name, text)).orElse(missing);
    }

    long requiredTime(String name) {
        return time(name, in.text(name));
    }

    private static long time(String name, String text) {
        return Times.instantMillis(text)
                .orElseThrow(
                        () -> invalid(name, "cannot parse \"" + text + "\" to a valid timestamp"));
    }

    long requiredDuration(String name) {
        var text = in.text(name);
        return Times.durationMillis(text)
                .orElseThrow(
                        () -> invalid(name, "cannot parse \"" + text + "\" to a valid duration"));
    }

    /// `start` and `end`, both inclusive; all time where they are missing.
    TimeRange range() {
        long start = time("start", -Times.FARTHEST_MILLIS);
        long end = time("end", Times.FARTHEST_MILLIS);
        if (end < start) {
            throw invalid("end", "end timestamp must not be before start time");
        }
        return TimeRange.millis(start, end);
    }

    /// One selector each; a selector that the empty string satisfies throughout is refused.
    List<List<Matcher>> matchers() {
        var selectors = new ArrayList<List<Matcher>>();
        for (var text : in.all("match[]")) {
            selectors.add(selector(text));
        }
        return selectors;
    }

    private static List<Matcher> selector(String text) {
        try {
            return PromQl.parseSelector(text);
        } catch (QueryError e) {
            boolean empty = String.valueOf(e.getMessage()).contains("one non-empty matcher");
            throw invalid(
                    "match[]",
                    empty ? "match[] must contain at least one non-empty matcher" : e.located());
        }
    }

    /// How many rows to answer at most; 0 where there is no limit.
    int limit(String name) {
        var text = in.text(name);
        if (text.isEmpty()) {
            return 0;
        }
        if (!INTEGER.matcher(text).matches()) {
            throw invalid(name, "strconv.Atoi: parsing \"" + text + "\": invalid syntax");
        }
        int limit = Integer.parseInt(text);
        if (limit < 0) {
            throw invalid(name, "limit must be non-negative");
        }
        return limit;
    }
}
