// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.routing.TimeInterval.Range;
import brownout.query.routing.TimeInterval.Window;
import brownout.query.syntax.FileError;
import brownout.query.syntax.YamlNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/// Reads one time interval; what is refused, and in which words, is Alertmanager's.
final class TimeIntervalReader {
    private static final List<String> WEEKDAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final List<String> MONTHS =
            List.of(
                    "january",
                    "february",
                    "march",
                    "april",
                    "may",
                    "june",
                    "july",
                    "august",
                    "september",
                    "october",
                    "november",
                    "december");

    private TimeIntervalReader() {}

    static TimeInterval read(YamlNode node) {
        node.keys("name", "time_intervals");
        if (!node.has("name")) {
            throw node.errorHere("missing name in time interval", "");
        }
        return new TimeInterval(
                node.text("name"),
                node.items("time_intervals").stream().map(TimeIntervalReader::window).toList());
    }

    /// The name of a weekday, Sunday being 0.
    static String weekday(int index) {
        return WEEKDAYS.get(index);
    }

    private static Window window(YamlNode node) {
        node.keys("times", "weekdays", "days_of_month", "months", "years", "location");
        return new Window(
                ranges(node, "times", TimeIntervalReader::minutes),
                ranges(node, "weekdays", TimeIntervalReader::weekdays),
                ranges(node, "days_of_month", TimeIntervalReader::daysOfMonth),
                ranges(node, "months", TimeIntervalReader::months),
                ranges(node, "years", TimeIntervalReader::years),
                node.find("location").map(TimeIntervalReader::zone).orElse(ZoneOffset.UTC));
    }

    private interface RangeReader {
        Range read(YamlNode node);
    }

    private static List<Range> ranges(YamlNode node, String key, RangeReader reader) {
        var found = node.find(key);
        if (found.isPresent() && found.get().items().isEmpty()) {
            throw found.get().errorHere("empty list of " + key, "Leave " + key + " out");
        }
        return node.items(key).stream().map(reader::read).toList();
    }

    private static Range minutes(YamlNode node) {
        node.keys("start_time", "end_time");
        if (!node.has("start_time") || !node.has("end_time")) {
            throw node.errorHere("both start and end times must be provided", "");
        }
        var range = new Range(minute(node.get("start_time")), minute(node.get("end_time")));
        if (range.begin() >= range.end()) {
            throw node.errorHere("start time cannot be equal or greater than end time", "");
        }
        return range;
    }

    /// `HH:MM` from 00:00 to 24:00.
    private static int minute(YamlNode node) {
        var text = node.text();
        if (!text.matches("((([01][0-9])|(2[0-3])):[0-5][0-9])|(24:00)")) {
            throw node.errorHere(
                    "couldn't parse timestamp " + text + ", invalid format", "Write HH:MM");
        }
        return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    }

    private static Range weekdays(YamlNode node) {
        var range = range(node, text -> index(node, WEEKDAYS, text, "is not a valid weekday"));
        if (range.begin() > range.end()) {
            throw node.errorHere("start day cannot be before end day", "");
        }
        return range;
    }

    private static Range daysOfMonth(YamlNode node) {
        var range = range(node, text -> day(node, text));
        if (range.begin() < 0 && range.end() > 0) {
            throw node.errorHere("end day must be negative if start day is negative", "");
        }
        // A month has 28 days at least: what is empty even there is a mistake.
        int begin = range.begin() < 0 ? 28 + range.begin() : range.begin();
        int end = range.end() < 0 ? 28 + range.end() : range.end();
        if (begin > end) {
            throw node.errorHere(
                    "end day %d is always before start day %d"
                            .formatted(range.end(), range.begin()),
                    "");
        }
        return range;
    }

    private static int day(YamlNode node, String text) {
        int day = number(node, text);
        if (day == 0 || day < -31 || day > 31) {
            throw node.errorHere(day + " is not a valid day of the month: out of range", "");
        }
        return day;
    }

    private static Range months(YamlNode node) {
        var range = range(node, text -> month(node, text));
        if (range.begin() > range.end()) {
            throw node.errorHere(
                    "end month %s is before start month %s"
                            .formatted(MONTHS.get(range.end() - 1), MONTHS.get(range.begin() - 1)),
                    "");
        }
        return range;
    }

    private static int month(YamlNode node, String text) {
        int index = MONTHS.indexOf(text.toLowerCase(Locale.ROOT));
        if (index >= 0) {
            return index + 1;
        }
        if (text.matches("[0-9]{1,2}")
                && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= 12) {
            return Integer.parseInt(text);
        }
        throw node.errorHere(text + " is not a valid month", "");
    }

    private static Range years(YamlNode node) {
        var range = range(node, text -> number(node, text));
        if (range.begin() > range.end()) {
            throw node.errorHere(
                    "end year %d is before start year %d".formatted(range.end(), range.begin()),
                    "");
        }
        return range;
    }

    /// `a` or `a:b`.
    private static Range range(YamlNode node, ToIntFunction<String> one) {
        var parts = node.text().strip().split(":", -1);
        if (parts.length > 2) {
            throw node.errorHere("unable to parse range \"" + node.text() + "\"", "Write a or a:b");
        }
        int begin = one.applyAsInt(parts[0]);
        return new Range(begin, parts.length == 1 ? begin : one.applyAsInt(parts[1]));
    }

    private static int index(YamlNode node, List<String> names, String text, String fault) {
        int index = names.indexOf(text.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw node.errorHere(text + " " + fault, "");
        }
        return index;
    }

    private static int number(YamlNode node, String text) {
        if (!text.matches("-?[0-9]{1,6}")) {
            throw node.errorHere("unable to parse \"" + text + "\" as a number", "");
        }
        return Integer.parseInt(text);
    }

    /// By its name in the tz database. `Local` would differ between machines.
    private static ZoneId zone(YamlNode node) {
        var text = node.text();
        if (text.equals("Local")) {
            throw node.errorHere("location Local is not supported yet", "Name a time zone");
        }
        try {
            return text.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(text);
        } catch (DateTimeException _) {
            throw unknown(node, text);
        }
    }

    private static FileError unknown(YamlNode node, String text) {
        return node.errorHere("unknown time zone " + text, "Write it as Europe/Berlin");
    }
}
