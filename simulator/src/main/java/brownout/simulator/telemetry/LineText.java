// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// The text of one line at a time: a JSON object, member after member. Millions of lines are written to
/// answer one question, so the space is used again and texts are copied whole wherever they can be.
final class LineText {
    private static final long SECOND = 1_000_000_000L;
    private static final String[] THREE_DIGITS = threeDigits();

    private final StringBuilder text = new StringBuilder(1024);
    private long second = Long.MIN_VALUE; // what `upToSeconds` is of
    private String upToSeconds = "";

    private static String[] threeDigits() {
        var all = new String[1000];
        for (int i = 0; i < all.length; i++) {
            all[i] = Integer.toString(1000 + i).substring(1);
        }
        return all;
    }

    /// A line of the instant `nanos` after `t0Seconds` since 1970, in UTC; `head` are the members behind
    /// that, as they are written.
    void begin(long t0Seconds, long nanos, String head) {
        text.setLength(0);
        text.append("{\"timestamp\":\"");
        instant(t0Seconds, nanos);
        text.append("\",").append(head);
    }

    /// A line that is an object of other members than the house's.
    LineText object() {
        text.setLength(0);
        text.append('{');
        return this;
    }

    /// A member that is an object, which has at least one member and is ended by [#close].
    LineText object(String name) {
        text.append('"').append(name).append("\":{");
        return this;
    }

    LineText close() {
        text.setCharAt(text.length() - 1, '}');
        text.append(',');
        return this;
    }

    /// A member that is a list of one text that needs no escaping.
    LineText list(String name, String value) {
        text.append('"').append(name).append("\":[\"").append(value).append("\"],");
        return this;
    }

    /// The instant `nanos` after `t0Seconds` since 1970, as lines have it; instead of a line.
    String timestamp(long t0Seconds, long nanos) {
        text.setLength(0);
        instant(t0Seconds, nanos);
        return text.toString();
    }

    private void instant(long t0Seconds, long nanos) {
        long at = t0Seconds + Math.floorDiv(nanos, SECOND);
        if (at != second) {
            second = at;
            upToSeconds = LocalDateTime.ofEpochSecond(at, 0, ZoneOffset.UTC).toString();
            if (at % 60 == 0) {
                upToSeconds += ":00"; // which the library leaves out
            }
        }
        int rest = (int) Math.floorMod(nanos, SECOND);
        text.append(upToSeconds)
                .append('.')
                .append(THREE_DIGITS[rest / 1_000_000])
                .append(THREE_DIGITS[rest / 1000 % 1000])
                .append(THREE_DIGITS[rest % 1000])
                .append('Z');
    }

    /// A member whose value needs no escaping.
    LineText plain(String name, String value) {
        text.append('"').append(name).append("\":\"").append(value).append("\",");
        return this;
    }

    /// Begins a member whose value, in need of no escaping, is appended to what this returns; then
    /// [#closeText].
    StringBuilder open(String name) {
        return text.append('"').append(name).append("\":\"");
    }

    void closeText() {
        text.append("\",");
    }

    /// A member with any text. The estate's texts and ours hold no control characters but these.
    LineText field(String name, String value) {
        if (isPlain(value)) {
            return plain(name, value);
        }
        text.append('"').append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
        text.append("\",");
        return this;
    }

    private static boolean isPlain(String value) {
        return value.indexOf('"') < 0
                && value.indexOf('\\') < 0
                && value.indexOf('\n') < 0
                && value.indexOf('\t') < 0;
    }

    LineText number(String name, long value) {
        text.append('"').append(name).append("\":").append(value).append(',');
        return this;
    }

    LineText truth(String name, boolean value) {
        text.append('"').append(name).append("\":").append(value).append(',');
        return this;
    }

    /// Milliseconds, exactly: three decimals.
    LineText millis(String name, long micros) {
        text.append('"').append(name).append("\":").append(micros / 1000).append('.');
        text.append(THREE_DIGITS[(int) (micros % 1000)]).append(',');
        return this;
    }

    /// The line; there is at least one member.
    String end() {
        text.setCharAt(text.length() - 1, '}');
        return text.toString();
    }
}
