// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// How pages write times and numbers. World times are UTC.
final class Text {
    static final String NONE = "–";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Text() {}

    /// `14:06:10`.
    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    /// `14:06`.
    static String minute(long millis) {
        return MINUTE.format(Instant.ofEpochMilli(millis));
    }

    /// `1:52`, `1:02:52`; negative is `0:00`.
    static String clock(long seconds) {
        long s = Math.max(0, seconds);
        return s < 3600
                ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }

    static String clock(OptionalInt seconds) {
        return seconds.isPresent() ? clock(seconds.getAsInt()) : NONE;
    }

    /// Whole thousands in groups: `38 412`.
    static String count(double number) {
        return count(Math.round(number));
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    /// `830 B`, `4.2 KiB`, `1.5 GiB`.
    static String bytes(double bytes) {
        var units = List.of("B", "KiB", "MiB", "GiB", "TiB");
        int unit = 0;
        double shown = bytes;
        while (shown >= 1024 && unit < units.size() - 1) {
            shown /= 1024;
            unit++;
        }
        return String.format(
                Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", shown, units.get(unit));
    }

    /// `15 d`, `36 h`.
    static String days(double seconds) {
        long hours = Math.round(seconds / 3600);
        return hours % 24 == 0 ? hours / 24 + " d" : hours + " h";
    }

    /// Points in tenths without a needless zero: `12.5`, `40`.
    static String points(double points) {
        long tenths = Math.round(points * 10);
        return tenths % 10 == 0
                ? Long.toString(tenths / 10)
                : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
    }

    /// The first letter in upper case, the rest as it is.
    static String sentenceCase(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
