// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Matcher;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What people do with silences, as functions from one list of them to the next. Silences are never
/// deleted, only expired.
public final class Silences {
    private Silences() {}

    /// The list after a change, and the id of the silence that was set.
    public record Change(List<Silence> silences, String id) {
        public Change {
            silences = List.copyOf(silences);
        }
    }

    /// `POST /silences` at `now`. A `draft` with an empty id is new and gets `freshId`. One with an id
    /// replaces that silence in place where matchers and start allow it; otherwise the old one expires
    /// and the draft gets `freshId`. Throws [QueryError]: PARSE for what is refused (400), EXECUTION
    /// for an unknown id (404).
    public static Change set(List<Silence> silences, Silence draft, long now, String freshId) {
        check(draft, now);
        if (draft.id().isEmpty()) {
            return added(silences, draft, now, freshId);
        }
        var old = find(silences, draft.id()).orElseThrow(Silences::notFound);
        if (mayUpdate(old, draft, now)) {
            var updated = draft.during(draft.startsAtMillis(), draft.endsAtMillis(), now);
            return new Change(replaced(silences, updated), draft.id());
        }
        return added(expired(silences, old, now), draft, now, freshId);
    }

    /// `DELETE /silence/{id}` at `now`; an expired one stays as it is.
    public static List<Silence> expire(List<Silence> silences, String id, long now) {
        return expired(silences, find(silences, id).orElseThrow(Silences::notFound), now);
    }

    public static Optional<Silence> find(List<Silence> silences, String id) {
        return silences.stream().filter(silence -> silence.id().equals(id)).findFirst();
    }

    /// As the API lists them: active ones by their end, pending ones by their start, expired ones with
    /// the newest end first.
    public static List<Silence> sorted(List<Silence> silences, long now) {
        var sorted = new ArrayList<>(silences);
        sorted.sort(
                Comparator.<Silence>comparingInt(silence -> silence.state(now).ordinal())
                        .thenComparingLong(silence ->
                                switch (silence.state(now)) {
                                    case ACTIVE -> silence.endsAtMillis();
                                    case PENDING -> silence.startsAtMillis();
                                    case EXPIRED -> -silence.endsAtMillis();
                                })
                        .thenComparing(Silence::id));
        return sorted;
    }

    private static void check(Silence draft, long now) {
        if (draft.endsAtMillis() < draft.startsAtMillis()) {
            throw refused("start time must be before end time");
        }
        if (draft.endsAtMillis() < now) {
            throw refused("end time can't be in the past");
        }
        if (draft.matchers().isEmpty()) {
            throw refused("silence invalid: at least one matcher required");
        }
        if (draft.matchers().stream().allMatch(matcher -> matcher.matches(""))) {
            throw refused("silence invalid: at least one matcher must not match the empty string");
        }
    }

    private static QueryError refused(String why) {
        return new QueryError(QueryError.Kind.PARSE, "Failed to create silence: " + why);
    }

    private static QueryError notFound() {
        return new QueryError(QueryError.Kind.EXECUTION, "silence not found");
    }

    private static boolean mayUpdate(Silence old, Silence draft, long now) {
        if (!sameMatchers(old, draft)) {
            return false;
        }
        return switch (old.state(now)) {
            case ACTIVE -> old.startsAtMillis() / 1000 == draft.startsAtMillis() / 1000;
            case PENDING -> draft.startsAtMillis() >= now;
            case EXPIRED -> false;
        };
    }

    private static boolean sameMatchers(Silence left, Silence right) {
        return sorted(left.matchers()).equals(sorted(right.matchers()));
    }

    private static List<Matcher> sorted(List<Matcher> matchers) {
        return matchers.stream().sorted(MatcherText.ORDER).toList();
    }

    private static Change added(List<Silence> silences, Silence draft, long now, String freshId) {
        var all = new ArrayList<>(silences);
        long start = Math.max(now, draft.startsAtMillis());
        all.add(draft.named(freshId).during(start, draft.endsAtMillis(), now));
        return new Change(all, freshId);
    }

    private static List<Silence> expired(List<Silence> silences, Silence old, long now) {
        return switch (old.state(now)) {
            case ACTIVE -> replaced(silences, old.during(old.startsAtMillis(), now, now));
            case PENDING -> replaced(silences, old.during(now, now, now));
            case EXPIRED -> silences;
        };
    }

    private static List<Silence> replaced(List<Silence> silences, Silence by) {
        return silences.stream()
                .map(silence -> silence.id().equals(by.id()) ? by : silence)
                .toList();
    }
}
