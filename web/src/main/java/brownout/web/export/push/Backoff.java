// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/// How long to wait before the next attempt: what the receiver asks for, else twice as long each
/// time, less up to half of it by chance so that many senders do not come back at once.
public final class Backoff {
    static final long FIRST_MILLIS = 250;
    static final long LONGEST_MILLIS = 10_000;
    static final long LONGEST_ASKED_MILLIS = 60_000;

    private Backoff() {}

    /// The wait after `failures` (from 1) attempts; `chance` lies in [0, 1).
    public static long millis(int failures, OptionalLong askedMillis, double chance) {
        if (askedMillis.isPresent()) {
            return Math.clamp(askedMillis.getAsLong(), 0, LONGEST_ASKED_MILLIS);
        }
        long most = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, 10));
        return most - (long) (chance * most / 2);
    }

    /// `Retry-After` in milliseconds from now: seconds or an HTTP date; empty where it is neither.
    public static OptionalLong asked(HttpHeaders headers, long nowMillis) {
        var text = headers.firstValue("Retry-After").orElse("").strip();
        if (text.matches("\\d{1,9}")) {
            return OptionalLong.of(Long.parseLong(text) * 1000);
        }
        try {
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return OptionalLong.of(Math.max(0, date.toInstant().toEpochMilli() - nowMillis));
        } catch (DateTimeException _) {
            return OptionalLong.empty();
        }
    }
}
