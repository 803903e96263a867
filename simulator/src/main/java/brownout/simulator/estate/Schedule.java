// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import java.util.BitSet;
import java.util.Optional;

/// A cron schedule within a day: the minutes and hours of a five-field expression such as `*/15 * * * *`
/// or `30 2,14 * * *`. Days, months and weekdays must be `*`, as an estate has no calendar.
public final class Schedule {
    private static final int MINUTES_PER_DAY = 1440;

    private final String text;
    private final BitSet due = new BitSet(MINUTES_PER_DAY);

    private Schedule(String text, BitSet minutes, BitSet hours) {
        this.text = text;
        for (int minute = 0; minute < MINUTES_PER_DAY; minute++) {
            due.set(minute, minutes.get(minute % 60) && hours.get(minute / 60));
        }
    }

    /// Empty where `text` is no such expression.
    public static Optional<Schedule> parse(String text) {
        var fields = text.split(" ", -1);
        if (fields.length != 5 || !text.endsWith(" * * *")) {
            return Optional.empty();
        }
        var minutes = field(fields[0], 60);
        var hours = field(fields[1], 24);
        return minutes.isEmpty() || hours.isEmpty()
                ? Optional.empty()
                : Optional.of(new Schedule(text, minutes, hours));
    }

    /// Whether it is due at the minute that holds this second of the day, in `[0, 86400)`.
    public boolean isDue(int secondOfDay) {
        return due.get(secondOfDay / 60);
    }

    /// Times a day.
    public int timesPerDay() {
        return due.cardinality();
    }

    /// The seconds from the start of this second of the day to the start of the next due minute: 0
    /// where it is exactly then.
    public int secondsUntilDue(int secondOfDay) {
        int minute = (secondOfDay + 59) / 60;
        int next = minute < MINUTES_PER_DAY ? due.nextSetBit(minute) : -1;
        int at = next >= 0 ? next : MINUTES_PER_DAY + due.nextSetBit(0);
        return at * 60 - secondOfDay;
    }

    /// The seconds from the start of the last due minute to the start of this second of the day: 0 where it
    /// is exactly then.
    public int secondsSinceDue(int secondOfDay) {
        int last = due.previousSetBit(secondOfDay / 60);
        int at = last >= 0 ? last : due.length() - 1 - MINUTES_PER_DAY;
        return secondOfDay - at * 60;
    }

    /// The expression.
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schedule schedule && schedule.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /// The values of a comma-separated list of `*`, `a`, `a-b`, each with `/step` or not; nothing where
    /// it is not that.
    private static BitSet field(String field, int end) {
        var values = new BitSet(end);
        for (var part : field.split(",", -1)) {
            var steps = part.split("/", -1);
            var bounds = steps[0].equals("*") ? "0-" + (end - 1) : steps[0];
            if (steps.length > 2
                    || !bounds.matches("[0-9]{1,2}(-[0-9]{1,2})?")
                    || (steps.length == 2 && !steps[1].matches("[1-9][0-9]?"))) {
                return new BitSet();
            }
            var ends = bounds.split("-", -1);
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            if (first > last || last >= end) {
                return new BitSet();
            }
            int step = steps.length == 2 ? Integer.parseInt(steps[1]) : 1;
            for (int value = first; value <= last; value += step) {
                values.set(value);
            }
        }
        return values;
    }
}
