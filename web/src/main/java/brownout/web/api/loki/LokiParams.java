// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.loki;

import brownout.query.data.LogStore.Direction;
import brownout.query.data.Matcher;
import brownout.query.data.TimeRange;
import brownout.query.logql.LogQl;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Times;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads parameters as the Loki API does, with its error texts. Times are nanoseconds since 1970.
record LokiParams(Params in, long nowNanos) {
    private static final long FARTHEST = Times.FARTHEST_MILLIS * 1_000_000;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST_ENTRIES = 5000;
    private static final long MOST_POINTS = 11_000;
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");

    private static Refusal cannot(String name, String text) {
        return Refusal.bad(
                "could not parse '%s' parameter: cannot parse \"%s\" to a valid timestamp"
                        .formatted(name, text));
    }

    long time(String name, long missing) {
        var text = in.text(name);
        return text.isEmpty() ? missing : nanos(text).orElseThrow(() -> cannot(name, text));
    }

    /// Float seconds, whole seconds of at most 10 characters, longer integers as nanoseconds, or
    /// RFC 3339.
    static Optional<Long> nanos(String text) {
        if (INTEGER.matcher(text).matches()) {
            return Optional.of(Times.scaled(text, text.length() <= 10 ? 9 : 0, FARTHEST));
        }
        if (text.contains(".") && Times.isNumber(text)) {
            return Optional.of(Times.scaled(text, 3, Times.FARTHEST_MILLIS) * 1_000_000);
        }
        return Times.rfc3339(text).map(LokiParams::nanos);
    }

    private static long nanos(Instant instant) {
        int belowMillis = instant.get(ChronoField.NANO_OF_SECOND) % 1_000_000;
        return Times.millis(instant) * 1_000_000 + belowMillis;
    }

    long end() {
        return time("end", nowNanos);
    }

    long start() {
        return time("start", Math.min(end(), nowNanos) - since() * 1_000_000);
    }

    private long since() {
        var text = in.text("since");
        return text.isEmpty()
                ? HOUR_MILLIS
                : Times.durationMillis(text)
                        .orElseThrow(
                                () -> Refusal.bad("could not parse 'since' parameter: " + text));
    }

    /// `[start, end)`, the window of a log query.
    TimeRange window() {
        checkOrder();
        return new TimeRange(start(), end());
    }

    /// `[start, end]`, the window of everything else.
    TimeRange closedWindow() {
        checkOrder();
        return new TimeRange(start(), end() + 1);
    }

    private void checkOrder() {
        if (end() < start()) {
            throw Refusal.bad("end timestamp must not be before or equal to start time");
        }
    }

    int limit() {
        var text = in.text("limit");
        if (text.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        if (!text.matches("[+-]?\\d{1,9}")) {
            throw Refusal.bad(
                    "could not parse 'limit' parameter: strconv.Atoi: parsing \""
                            + text
                            + "\": invalid syntax");
        }
        int limit = Integer.parseInt(text);
        if (limit <= 0) {
            throw Refusal.bad("limit must be a positive value");
        }
        return limit;
    }

    void checkEntries(int limit) {
        if (limit > MOST_ENTRIES) {
            throw Refusal.bad(
                    "max entries limit per query exceeded, limit > max_entries_limit_per_query (%d > %d)"
                            .formatted(limit, MOST_ENTRIES));
        }
    }

    Direction direction() {
        var text = in.text("direction");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "backward" -> Direction.BACKWARD;
            case "forward" -> Direction.FORWARD;
            default -> throw Refusal.bad("invalid direction '" + text + "'");
        };
    }

    /// The step in nanoseconds, checked against the window.
    long step() {
        long range = end() - start();
        long step =
                given("step").orElseGet(() -> Math.max(range / 250_000_000_000L, 1) * 1000)
                        * 1_000_000;
        if (step <= 0) {
            throw Refusal.bad(
                    "zero or negative query resolution step widths are not accepted."
                            + " Try a positive integer");
        }
        if (range / step > MOST_POINTS) {
            throw Refusal.bad(
                    "exceeded maximum resolution of 11,000 points per time series."
                            + " Try increasing the value of the step parameter");
        }
        return step;
    }

    /// The least distance between two kept lines, in nanoseconds; 0 keeps all.
    long interval() {
        long interval = given("interval").orElse(0L);
        if (interval < 0) {
            throw Refusal.bad("interval must be >= 0");
        }
        return interval * 1_000_000;
    }

    private Optional<Long> given(String name) {
        var text = in.text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Times.durationMillis(text)
                        .orElseThrow(() ->
                                Refusal.bad("cannot parse \"" + text + "\" to a valid duration")));
    }

    /// The `query` of an endpoint that lists labels: a stream selector, or none for all streams.
    List<Matcher> selector() {
        var text = in.text("query");
        return text.isEmpty() ? List.of() : LogQl.parseSelector(text);
    }

    boolean categorize() {
        return in.header("x-loki-response-encoding-flags")
                .map(flags -> flags.contains("categorize-labels"))
                .orElse(false);
    }
}
