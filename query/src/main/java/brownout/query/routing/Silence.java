// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import java.util.List;

/// Alerts that satisfy all `matchers` are mute from `startsAtMillis`, inclusive, to `endsAtMillis`,
/// exclusive. Its state is a matter of when one asks.
public record Silence(
        String id,
        List<Matcher> matchers,
        long startsAtMillis,
        long endsAtMillis,
        long updatedAtMillis,
        String createdBy,
        String comment) {
    /// Where a silence is in its life.
    public enum State {
        ACTIVE,
        PENDING,
        EXPIRED
    }

    public Silence {
        matchers = List.copyOf(matchers);
    }

    public State state(long now) {
        if (now >= endsAtMillis) {
            return State.EXPIRED;
        }
        return now >= startsAtMillis ? State.ACTIVE : State.PENDING;
    }

    boolean mutes(Labels labels, long now) {
        return now >= startsAtMillis && now < endsAtMillis && Matcher.all(matchers, labels);
    }

    Silence during(long startMillis, long endMillis, long now) {
        return new Silence(id, matchers, startMillis, endMillis, now, createdBy, comment);
    }

    /// This silence on a calendar that is ahead by `millis`.
    public Silence shifted(long millis) {
        return new Silence(
                id,
                matchers,
                startsAtMillis + millis,
                endsAtMillis + millis,
                updatedAtMillis + millis,
                createdBy,
                comment);
    }

    Silence named(String newId) {
        return new Silence(
                newId, matchers, startsAtMillis, endsAtMillis, updatedAtMillis, createdBy, comment);
    }
}
