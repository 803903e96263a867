// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/// A named set of times of the week, month or year. A moment is in it if it is in any of its windows.
/// Source: Alertmanager documentation, "time_interval".
public record TimeInterval(String name, List<Window> windows) {
    public TimeInterval {
        windows = List.copyOf(windows);
    }

    /// From `begin` to `end`: whether the end belongs to it is said where it is used.
    public record Range(int begin, int end) {}

    /// Every field that has ranges must hold; within a field any range suffices. `minutes` are minutes
    /// of the day, end exclusive; the others include their ends: `weekdays` count from Sunday = 0,
    /// `daysOfMonth` from 1 or, negative, backwards from the month's last day = -1. The fields are
    /// those of `zone`.
    public record Window(
            List<Range> minutes,
            List<Range> weekdays,
            List<Range> daysOfMonth,
            List<Range> months,
            List<Range> years,
            ZoneId zone) {
        public Window {
            minutes = List.copyOf(minutes);
            weekdays = List.copyOf(weekdays);
            daysOfMonth = List.copyOf(daysOfMonth);
            months = List.copyOf(months);
            years = List.copyOf(years);
        }

        boolean contains(ZonedDateTime time) {
            int minute = time.getHour() * 60 + time.getMinute();
            return (minutes.isEmpty() || within(minutes, minute, 1))
                    && (weekdays.isEmpty()
                            || within(weekdays, time.getDayOfWeek().getValue() % 7, 0))
                    && (daysOfMonth.isEmpty() || isDay(time))
                    && (months.isEmpty() || within(months, time.getMonthValue(), 0))
                    && (years.isEmpty() || within(years, time.getYear(), 0));
        }

        /// Each range without its last `open` values.
        private static boolean within(List<Range> ranges, int value, int open) {
            for (var range : ranges) {
                if (value >= range.begin() && value <= range.end() - open) {
                    return true;
                }
            }
            return false;
        }

        /// A range that begins after the month's end is nowhere in it; others are cut to the month.
        private boolean isDay(ZonedDateTime time) {
            int length = time.toLocalDate().lengthOfMonth();
            for (var range : daysOfMonth) {
                int begin = fromStart(range.begin(), length);
                int end = fromStart(range.end(), length);
                if (begin <= length
                        && time.getDayOfMonth() >= begin
                        && time.getDayOfMonth() <= end) {
                    return true;
                }
            }
            return false;
        }

        private static int fromStart(int day, int length) {
            return day < 0 ? length + day + 1 : day;
        }
    }

    /// Whether the moment `epochMillis` is in this interval.
    public boolean contains(long epochMillis) {
        var instant = Instant.ofEpochMilli(epochMillis);
        for (var window : windows) {
            if (window.contains(instant.atZone(window.zone()))) {
                return true;
            }
        }
        return false;
    }
}
