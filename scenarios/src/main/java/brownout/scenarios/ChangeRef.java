// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.simulator.telemetry.Change;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names one row of the change feed: `deploy/payment-api@-412`, or `none`. The tick is relative to
/// the run's t0, as everywhere.
public record ChangeRef(String kind, String target, int tick) {
    /// "No change caused it."
    public static final ChangeRef NONE = new ChangeRef("none", "", 0);

    private static final Pattern FORM =
            Pattern.compile("([a-z-]{1,32})/([A-Za-z0-9._-]{1,64})@(-?[0-9]{1,9})");

    public static ChangeRef of(Change change) {
        return new ChangeRef(change.kind(), change.target(), change.tick());
    }

    /// The reference written as `text`, or empty where it has another form.
    public static Optional<ChangeRef> parse(String text) {
        if (text.equals("none")) {
            return Optional.of(NONE);
        }
        var match = FORM.matcher(text);
        return match.matches()
                ? Optional.of(
                        new ChangeRef(
                                match.group(1), match.group(2), Integer.parseInt(match.group(3))))
                : Optional.empty();
    }

    /// Whether both mean one change: nothing is changed twice within a second, whatever a change is called
    /// by a scenario's file and by the feed.
    public boolean isSame(ChangeRef other) {
        return tick == other.tick && target.equals(other.target);
    }

    public boolean isNone() {
        return equals(NONE);
    }

    @Override
    public String toString() {
        return isNone() ? "none" : kind + "/" + target + "@" + tick;
    }
}
