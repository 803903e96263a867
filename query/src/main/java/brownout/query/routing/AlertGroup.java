// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The alerts of one route with equal group labels, and when it is flushed next. A flush that is still
/// under way (it waits for its turn in the cluster, or a receiver does not answer) is its `flight`:
/// until that lands no other flush begins.
public record AlertGroup(
        long nextFlushMillis, SortedSet<String> fingerprints, Optional<Flight> flight) {
    public AlertGroup {
        fingerprints = Collections.unmodifiableSortedSet(new TreeSet<>(fingerprints));
    }

    /// Which group: the index of its route and its labels. In the order in which groups of one moment
    /// are flushed.
    public record Id(int route, Labels labels) implements Comparable<Id> {
        @Override
        public int compareTo(Id other) {
            int order = Integer.compare(route, other.route);
            return order != 0 ? order : labels.compareTo(other.labels);
        }
    }

    /// A flush under way. `alerts` are those that nothing suppressed; `resolved` those that leave the
    /// group if all goes well, each as it was; `deliveries` those still to be made. At
    /// `deadlineMillis` whatever is not delivered is given up.
    public record Flight(
            long deadlineMillis,
            List<Notification.Told> alerts,
            List<HeldAlert> resolved,
            List<Delivery> deliveries,
            boolean failed) {
        public Flight {
            alerts = List.copyOf(alerts);
            resolved = List.copyOf(resolved);
            deliveries = List.copyOf(deliveries);
        }

        Flight with(List<Delivery> left, boolean nowFailed) {
            return new Flight(deadlineMillis, alerts, resolved, left, failed || nowFailed);
        }

        long dueMillis() {
            long due = Long.MAX_VALUE;
            for (var delivery : deliveries) {
                due = Math.min(due, delivery.dueMillis());
            }
            return due;
        }
    }

    /// The next attempt to tell integration number `integration` of the receiver. `reason` is why it is
    /// told: empty until the first attempt, when that is found out, once. `waitMillis` is the pause
    /// after the attempt before; 0 where there was none yet.
    public record Delivery(
            int integration,
            long dueMillis,
            Optional<NotificationLog.Reason> reason,
            long waitMillis) {
        private static final long FIRST_WAIT_MILLIS = 500;
        private static final long LONGEST_WAIT_MILLIS = 60_000;

        /// The attempt after one that failed at `now`: pauses grow by half, up to a minute.
        Delivery again(NotificationLog.Reason why, long now, long deadlineMillis) {
            long wait =
                    waitMillis == 0
                            ? FIRST_WAIT_MILLIS
                            : Math.min(LONGEST_WAIT_MILLIS, waitMillis * 3 / 2);
            long due = Math.min(now + wait, deadlineMillis);
            return new Delivery(integration, due, Optional.of(why), wait);
        }
    }

    /// When something is to be done for it.
    public long dueMillis() {
        return flight.map(Flight::dueMillis).orElse(nextFlushMillis);
    }

    AlertGroup with(String fingerprint) {
        if (fingerprints.contains(fingerprint)) {
            return this;
        }
        var more = new TreeSet<>(fingerprints);
        more.add(fingerprint);
        return new AlertGroup(nextFlushMillis, more, flight);
    }

    AlertGroup without(SortedSet<String> gone) {
        var rest = new ArrayList<>(fingerprints);
        rest.removeAll(gone);
        return new AlertGroup(nextFlushMillis, new TreeSet<>(rest), flight);
    }

    AlertGroup flying(Optional<Flight> newFlight) {
        return new AlertGroup(nextFlushMillis, fingerprints, newFlight);
    }

    AlertGroup flushedNext(long millis) {
        return new AlertGroup(millis, fingerprints, flight);
    }
}
