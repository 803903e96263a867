// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Several Alertmanagers of one configuration that are sent the same alerts and hold the same
/// silences. With `gossip` they share the notification log, and each waits 15 s longer than the one
/// before it, so that one tells and the others see that it has; without, each tells on its own.
public record Cluster(List<RoutingState> peers, boolean gossip) {
    /// How long a peer gives each of those before it: Alertmanager's `--cluster.peer-timeout`.
    public static final long PEER_TIMEOUT_MILLIS = 15_000;

    public Cluster {
        peers = List.copyOf(peers);
        if (peers.isEmpty()) {
            throw new IllegalArgumentException("a cluster needs a peer");
        }
    }

    /// `count` of them that know nothing yet.
    public static Cluster of(int count, boolean gossip) {
        return new Cluster(Collections.nCopies(count, RoutingState.EMPTY), gossip);
    }

    /// The cluster after a step, what its peers sent, in order of time, and what each of them did not.
    public record Step(
            Cluster cluster, List<Notification> notifications, List<Router.Suppressed> suppressed) {
        public Step {
            notifications = List.copyOf(notifications);
            suppressed = List.copyOf(suppressed);
        }
    }

    /// When the next group of any peer has something to do.
    public long dueMillis() {
        long due = Long.MAX_VALUE;
        for (var peer : peers) {
            due = Math.min(due, peer.dueMillis());
        }
        return due;
    }

    /// Each peer's next state at `now`, as [Router#step]; `inboxes` has one for each peer.
    public Step step(Router router, long now, List<Inbox> inboxes) {
        if (inboxes.size() != peers.size()) {
            throw new IllegalArgumentException(
                    inboxes.size() + " inboxes, " + peers.size() + " peers");
        }
        var sent = new ArrayList<Notification>();
        var suppressed = new ArrayList<>(Collections.nCopies(peers.size(), Router.Suppressed.NONE));
        var quiet = inboxes.stream().map(Inbox::withoutAlerts).toList();
        var cluster = this;
        // Moment by moment: what one peer says at one is heard by the others before the next.
        while (cluster.dueMillis() < now) {
            cluster = cluster.at(router, cluster.dueMillis(), quiet, sent, suppressed);
        }
        cluster = cluster.at(router, now, inboxes, sent, suppressed);
        return new Step(cluster, sent, suppressed);
    }

    private Cluster at(
            Router router,
            long now,
            List<Inbox> inboxes,
            List<Notification> sent,
            List<Router.Suppressed> suppressed) {
        var next = new ArrayList<>(peers);
        for (int i = 0; i < next.size(); i++) {
            var state = next.get(i);
            if (gossip) {
                for (var peer : next) {
                    state = state.heard(peer.log());
                }
            }
            long wait = gossip ? i * PEER_TIMEOUT_MILLIS : 0;
            var step = router.step(state, now, inboxes.get(i), wait);
            next.set(i, step.state());
            suppressed.set(i, suppressed.get(i).plus(step.suppressed()));
            for (var notification : step.notifications()) {
                sent.add(notification.from(i));
            }
        }
        return new Cluster(next, gossip);
    }
}
