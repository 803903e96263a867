// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.routing.Notification;
import brownout.query.routing.PostedAlert;
import brownout.query.routing.Router;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The counters of Prometheus' notifier and of the Alertmanagers. `sent` are the alerts that one
/// Prometheus has sent to one Alertmanager; each of these has received the firing and resolved ones of
/// all of them. `suppressed` has one entry for each Alertmanager. Immutable.
public record PagingCounts(
        long sent,
        long receivedFiring,
        long receivedResolved,
        SortedMap<Teller, Long> notifications,
        List<Router.Suppressed> suppressed) {
    public PagingCounts {
        notifications = Collections.unmodifiableSortedMap(notifications);
        suppressed = List.copyOf(suppressed);
    }

    /// An Alertmanager's integrations of one kind, such as `slack`.
    public record Teller(int peer, String kind) implements Comparable<Teller> {
        @Override
        public int compareTo(Teller other) {
            int order = Integer.compare(peer, other.peer);
            return order != 0 ? order : kind.compareTo(other.kind);
        }
    }

    static PagingCounts none(int peers) {
        var nothing = Collections.nCopies(peers, Router.Suppressed.NONE);
        return new PagingCounts(0, 0, 0, new TreeMap<>(), nothing);
    }

    /// Notifications that an Alertmanager has sent by integrations of a kind.
    public long notifications(int peer, String kind) {
        return notifications.getOrDefault(new Teller(peer, kind), 0L);
    }

    PagingCounts sent(int alerts) {
        return alerts == 0
                ? this
                : new PagingCounts(
                        sent + alerts, receivedFiring, receivedResolved, notifications, suppressed);
    }

    PagingCounts received(List<PostedAlert> alerts, long now, int senders) {
        int firing = 0;
        for (var alert : alerts) {
            firing += alert.endsAtMillis().orElse(Long.MAX_VALUE) > now ? 1 : 0;
        }
        int resolved = alerts.size() - firing;
        return new PagingCounts(
                sent,
                receivedFiring + (long) firing * senders,
                receivedResolved + (long) resolved * senders,
                notifications,
                suppressed);
    }

    PagingCounts told(List<Notification> left) {
        if (left.isEmpty()) {
            return this;
        }
        var more = new TreeMap<>(notifications);
        for (var notification : left) {
            more.merge(new Teller(notification.peer(), kind(notification)), 1L, Long::sum);
        }
        return new PagingCounts(sent, receivedFiring, receivedResolved, more, suppressed);
    }

    /// `slack` of `slack[0]`.
    private static String kind(Notification notification) {
        var name = notification.integration();
        return name.substring(0, name.indexOf('['));
    }

    PagingCounts suppressed(List<Router.Suppressed> more) {
        var sum = new ArrayList<Router.Suppressed>();
        for (int i = 0; i < more.size(); i++) {
            sum.add(suppressed.get(i).plus(more.get(i)));
        }
        return new PagingCounts(sent, receivedFiring, receivedResolved, notifications, sum);
    }
}
