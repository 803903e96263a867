// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.LogStore.LineHints;
import brownout.simulator.engine.Snapshot;
import java.util.Optional;
import java.util.regex.Pattern;

/// That a wanted request line names a user: `user_` and the number, or only its first digits where it is
/// a part of the line that is known. Users are drawn from a request's coordinate alone, so requests of
/// others need not be computed.
record UserHint(int number, boolean whole) {
    /// As lines name users; longer numbers than nine digits are nobody's.
    private static final Pattern USER = Pattern.compile("user_[1-9][0-9]{0,8}");

    /// What `hints` say about users; empty where nothing, or where names of the estate look like users'.
    static Optional<UserHint> of(LineHints hints, Streams streams) {
        var field = hints.fields().get("user_id");
        if (field != null && USER.matcher(field).matches()) {
            return Optional.of(new UserHint(digits(field), true));
        }
        return hints.substrings().stream()
                .filter(text -> USER.matcher(text).matches() && !streams.estateSays(start(text)))
                .findFirst()
                .map(text -> new UserHint(digits(text), false));
    }

    private static int digits(String user) {
        return Integer.parseInt(user.substring("user_".length()));
    }

    /// The text up to the first digit of the number: what other texts must not hold.
    private static String start(String user) {
        return user.substring(0, "user_".length() + 1);
    }

    /// Whether requests that began in `tick` may name the user in other words than their own id.
    boolean isSaidOtherwise(Snapshot snapshot, int tick) {
        return !whole && snapshot.conditionsSay(tick, "user_");
    }

    boolean isOf(int user) {
        int rest = user;
        while (!whole && rest > number) {
            rest /= 10;
        }
        return rest == number;
    }
}
