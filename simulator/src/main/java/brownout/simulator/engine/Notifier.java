// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.alerting.Alert;
import brownout.query.alerting.GroupStatus;
import brownout.query.data.Labels;
import brownout.query.routing.PostedAlert;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What Prometheus remembers of alerts that fire or have fired, to send them. An alert is sent when it
/// begins to fire, when it has ended, and again when it was last sent longer ago than the resend delay;
/// an ended one is kept for a while, so that a message that was lost does no harm. Immutable. Source:
/// Prometheus documentation, "Alerting rules"; details as in its rule manager.
record Notifier(SortedMap<Key, Sent> alerts) {
    /// The longest that a firing alert is not sent again: `--rules.alert.resend-delay`.
    static final long RESEND_DELAY_MILLIS = 60_000;

    private static final long RESOLVED_RETENTION_MILLIS = 15 * 60_000;
    private static final long NEVER = Long.MIN_VALUE;
    static final Notifier EMPTY = new Notifier(new TreeMap<>());

    Notifier {
        alerts = Collections.unmodifiableSortedMap(alerts);
    }

    /// An alert of rule number `rule` of rule group number `group`.
    record Key(int group, int rule, Labels labels) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = Integer.compare(group, other.group);
            order = order != 0 ? order : Integer.compare(rule, other.rule);
            return order != 0 ? order : labels.compareTo(other.labels);
        }
    }

    /// An alert as it was last seen, when it was sent and when it ended; [#NEVER] where it was not.
    record Sent(Alert alert, long sentAtMillis, long resolvedAtMillis) {
        private boolean isResolved() {
            return resolvedAtMillis != NEVER;
        }

        private boolean isDue(long now) {
            return resolvedAtMillis > sentAtMillis
                    || sentAtMillis == NEVER
                    || sentAtMillis + RESEND_DELAY_MILLIS < now;
        }

        private Sent at(long now) {
            return new Sent(alert, now, resolvedAtMillis);
        }

        private PostedAlert posted(long now, long intervalMillis) {
            long valid = 4 * Math.max(intervalMillis, RESEND_DELAY_MILLIS);
            long end = isResolved() ? resolvedAtMillis : now + valid;
            return PostedAlert.of(alert.labels(), alert.annotations(), alert.firedAtMillis(), end);
        }
    }

    /// What it remembers next, and what it sends.
    record Batch(Notifier notifier, List<PostedAlert> alerts) {
        Batch {
            alerts = List.copyOf(alerts);
        }
    }

    /// After those of `groups` that were evaluated at `now`; the others are left alone. Empty where nothing
    /// fires or has fired.
    Optional<Batch> evaluated(List<GroupStatus> groups, long now) {
        TreeMap<Key, Sent> next = null;
        var posted = new ArrayList<PostedAlert>();
        for (int g = 0; g < groups.size(); g++) {
            var group = groups.get(g);
            if (group.lastEvaluationMillis() != now || isIdle(g, group)) {
                continue;
            }
            next = next == null ? new TreeMap<>(alerts) : next;
            for (int r = 0; r < group.rules().size(); r++) {
                if (group.rules().get(r).lastError().isEmpty()) { // else it does not get this far
                    rule(g, r, group, now, next, posted);
                }
            }
        }
        return Optional.ofNullable(next).map(all -> new Batch(new Notifier(all), posted));
    }

    /// Whether a group has nothing to send and had nothing.
    private boolean isIdle(int number, GroupStatus group) {
        for (var rule : group.rules()) {
            if (!rule.alerts().isEmpty()) {
                return false;
            }
        }
        return of(alerts, number, 0, number + 1, 0).isEmpty();
    }

    private static SortedMap<Key, Sent> of(
            SortedMap<Key, Sent> alerts, int group, int rule, int endGroup, int endRule) {
        return alerts.subMap(
                new Key(group, rule, Labels.EMPTY), new Key(endGroup, endRule, Labels.EMPTY));
    }

    private static void rule(
            int g,
            int r,
            GroupStatus group,
            long now,
            TreeMap<Key, Sent> next,
            List<PostedAlert> posted) {
        var firing = new TreeSet<Labels>();
        for (var alert : group.rules().get(r).alerts()) {
            var key = new Key(g, r, alert.labels());
            var known = next.get(key);
            if (alert.state() == Alert.State.FIRING) {
                firing.add(alert.labels());
                long sent = known == null || known.isResolved() ? NEVER : known.sentAtMillis();
                next.put(key, new Sent(alert, sent, NEVER));
            } else if (known != null && known.isResolved()) {
                next.remove(key); // another alert has taken its place
            }
        }
        var mine = of(next, g, r, g, r + 1);
        mine.values().removeIf(sent -> isForgotten(sent, now));
        for (var entry : mine.entrySet()) {
            var sent = entry.getValue();
            if (!sent.isResolved() && !firing.contains(entry.getKey().labels())) {
                sent = new Sent(sent.alert(), sent.sentAtMillis(), now);
            }
            if (sent.isDue(now)) {
                sent = sent.at(now);
                posted.add(sent.posted(now, group.group().intervalMillis()));
            }
            entry.setValue(sent);
        }
    }

    private static boolean isForgotten(Sent sent, long now) {
        return sent.isResolved() && now - sent.resolvedAtMillis() > RESOLVED_RETENTION_MILLIS;
    }
}
