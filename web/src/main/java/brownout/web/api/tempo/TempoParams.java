// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.tempo;

import brownout.query.data.TimeRange;
import brownout.query.data.TraceId;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Times;

/// Reads parameters as the Tempo API does, with its error texts.
record TempoParams(Params in, long nowMillis) {
    private static final long FARTHEST_SECONDS = Times.FARTHEST_MILLIS / 1000;

    /// Without a range, so far back is looked.
    private static final long DEFAULT_MILLIS = 900_000;

    private static final int MOST_TRACES = 262_144;
    private static final int MOST_SPANS = 100;

    /// `[start, end]` in whole seconds; the last quarter of an hour where neither is given.
    TimeRange range() {
        if (in.given("since").isPresent()) {
            return TimeRange.millis(nowMillis - duration("since"), nowMillis);
        }
        boolean hasStart = in.given("start").isPresent();
        if (hasStart != in.given("end").isPresent()) {
            throw Refusal.bad(
                    "error parsing date range: only one of start and end provided: must provide"
                            + " both or neither");
        }
        if (!hasStart) {
            return TimeRange.millis(nowMillis - DEFAULT_MILLIS, nowMillis);
        }
        long start = seconds("start");
        long end = seconds("end");
        if (start >= end) {
            throw Refusal.bad(
                    "http parameter start must be before end. received start=%d end=%d"
                            .formatted(start, end));
        }
        return TimeRange.millis(start * 1000, end * 1000);
    }

    private long seconds(String name) {
        var text = in.text(name);
        if (!text.matches("\\d+")) {
            throw Refusal.bad(
                    "invalid %s: strconv.ParseInt: parsing \"%s\": invalid syntax"
                            .formatted(name, text));
        }
        return Times.scaled(text, 0, FARTHEST_SECONDS);
    }

    private long duration(String name) {
        var text = in.text(name);
        return Times.durationMillis(text)
                .orElseThrow(() ->
                        Refusal.bad(
                                "invalid %s: time: invalid duration \"%s\"".formatted(name, text)));
    }

    int limit() {
        int limit = number("limit", 20);
        if (limit <= 0) {
            throw Refusal.bad("invalid limit: must be a positive number");
        }
        if (limit > MOST_TRACES) {
            throw Refusal.bad("limit " + limit + " exceeds max limit " + MOST_TRACES);
        }
        return limit;
    }

    /// How many values or tags to list; 0 is no limit.
    int listLimit() {
        return number("limit", 0);
    }

    int spansPerSpanSet() {
        int spans = number("spss", 3);
        if (spans > MOST_SPANS) {
            throw Refusal.bad(
                    "spans per span set exceeds %d. received %d".formatted(MOST_SPANS, spans));
        }
        return spans <= 0 ? 3 : spans;
    }

    private int number(String name, int missing) {
        var text = in.text(name);
        if (text.isEmpty()) {
            return missing;
        }
        if (!text.matches("[+-]?\\d{1,9}")) {
            throw Refusal.bad(
                    "invalid %s: strconv.Atoi: parsing \"%s\": invalid syntax"
                            .formatted(name, text));
        }
        return Integer.parseInt(text);
    }

    TraceId traceId() {
        var text = in.part("id");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || Character.digit(c, 16) < 0) {
                throw Refusal.bad(
                        "trace IDs can only contain hex characters: invalid character '%c' at position %d"
                                .formatted(c, i + 1));
            }
        }
        return TraceId.parse(text)
                .orElseThrow(() -> Refusal.bad("trace IDs can't be larger than 128 bits"));
    }
}
