// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What each integration was told last about each group: the memory that keeps it from being told
/// twice. Peers of a cluster share it.
public record NotificationLog(SortedMap<Key, Entry> entries) {
    static final NotificationLog EMPTY = new NotificationLog(new TreeMap<>());
    private static final long RETENTION_MILLIS = 120L * 3_600_000;

    public NotificationLog {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /// A group and one integration of its receiver, as [Notification] names them.
    public record Key(String groupKey, String integration) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = groupKey.compareTo(other.groupKey);
            return order != 0 ? order : integration.compareTo(other.integration);
        }
    }

    /// Fingerprints of what fired and what was resolved when it was told, at `atMillis`. Forgotten at
    /// `expiresMillis`.
    public record Entry(
            long atMillis,
            long expiresMillis,
            SortedSet<String> firing,
            SortedSet<String> resolved) {
        public Entry {
            firing = Collections.unmodifiableSortedSet(new TreeSet<>(firing));
            resolved = Collections.unmodifiableSortedSet(new TreeSet<>(resolved));
        }
    }

    /// Why something is sent.
    public enum Reason {
        FIRST,
        NEW_ALERTS,
        SOME_RESOLVED,
        ALL_RESOLVED,
        REPEATED
    }

    Optional<Entry> find(Key key, long now) {
        return Optional.ofNullable(entries.get(key)).filter(entry -> entry.expiresMillis() > now);
    }

    /// Why, at `now`, the integration of `key` has to be told of a group in which `alerts` are left;
    /// empty where it knows enough.
    Optional<Reason> reason(
            Key key, NotifiedAlerts alerts, boolean sendResolved, long repeatMillis, long now) {
        var found = find(key, now);
        if (found.isEmpty()) {
            return alerts.firing().isEmpty() ? Optional.empty() : Optional.of(Reason.FIRST);
        }
        var entry = found.get();
        if (!entry.firing().containsAll(alerts.firing())) {
            return Optional.of(entry.firing().isEmpty() ? Reason.FIRST : Reason.NEW_ALERTS);
        }
        if (alerts.firing().isEmpty()) {
            // Whatever `sendResolved` says: the log must not go on holding that they fire.
            return entry.firing().isEmpty() ? Optional.empty() : Optional.of(Reason.ALL_RESOLVED);
        }
        if (sendResolved && !entry.resolved().containsAll(alerts.resolved())) {
            return Optional.of(Reason.SOME_RESOLVED);
        }
        return entry.atMillis() < now - repeatMillis
                ? Optional.of(Reason.REPEATED)
                : Optional.empty();
    }

    /// This log after `alerts` were told at `now`. Forgets what has expired.
    NotificationLog with(Key key, NotifiedAlerts alerts, long repeatMillis, long now) {
        var next = new TreeMap<>(entries);
        next.values().removeIf(entry -> entry.expiresMillis() <= now);
        long expires = now + Math.min(RETENTION_MILLIS, 2 * repeatMillis);
        next.put(key, new Entry(now, expires, alerts.firing(), alerts.resolved()));
        return new NotificationLog(next);
    }

    /// What two peers know together: of each key the younger entry.
    public NotificationLog merged(NotificationLog other) {
        if (entries.equals(other.entries)) {
            return this;
        }
        var both = new TreeMap<>(entries);
        other.entries.forEach((key, entry) ->
                both.merge(key, entry, (one, two) -> two.atMillis() > one.atMillis() ? two : one));
        return new NotificationLog(both);
    }

    /// Fingerprints of the alerts of one flush that nothing suppresses.
    record NotifiedAlerts(SortedSet<String> firing, SortedSet<String> resolved) {
        static NotifiedAlerts of(List<Notification.Told> alerts) {
            var firing = new TreeSet<String>();
            var resolved = new TreeSet<String>();
            for (var told : alerts) {
                (told.firing() ? firing : resolved).add(told.alert().fingerprint());
            }
            return new NotifiedAlerts(firing, resolved);
        }
    }
}
