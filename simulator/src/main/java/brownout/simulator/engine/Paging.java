// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.alerting.GroupStatus;
import brownout.query.routing.Cluster;
import brownout.query.routing.Config;
import brownout.query.routing.Inbox;
import brownout.query.routing.Notification;
import brownout.query.routing.PostedAlert;
import brownout.query.routing.Router;
import brownout.query.routing.RoutingState;
import brownout.query.routing.Silence;
import brownout.simulator.estate.Monitoring;
import brownout.simulator.fault.RoutingEffect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What becomes of firing alerts at the close of a tick: what Prometheus has sent of them, what the
/// Alertmanagers hold and have told whom. Every Prometheus of the estate evaluates the same rules and
/// sends the same alerts to every Alertmanager; what they send at one second is received by the close of
/// the tick that follows. Times are on the rules' calendar, see [RuleStage]. Immutable, so forks and
/// checkpoints share it.
public final class Paging {
    private final Router router;
    private final Cluster cluster;
    private final Notifier notifier;
    private final int senders; // Prometheus' replicas
    private final List<Silence> silences; // all there have been
    private final List<PostedAlert> underWay;
    private final List<Notification> left;
    private final PagingCounts counts;
    private final long dueMillis;

    private Paging(
            Router router,
            Cluster cluster,
            Notifier notifier,
            int senders,
            List<Silence> silences,
            List<PostedAlert> underWay,
            List<Notification> left,
            PagingCounts counts) {
        this.router = router;
        this.cluster = cluster;
        this.notifier = notifier;
        this.senders = senders;
        this.silences = List.copyOf(silences);
        this.underWay = underWay;
        this.left = left;
        this.counts = counts;
        dueMillis = cluster.dueMillis();
    }

    /// Nothing has fired yet. Where nothing watches the estate there is one of each all the same.
    static Paging initial(World world) {
        var estate = world.estate;
        int replicas = estate.monitoring().map(m -> m.alertmanager().replicas()).orElse(1);
        int senders =
                estate.monitoring()
                        .map(Monitoring::prometheus)
                        .map(Monitoring.Prometheus::replicas)
                        .orElse(1);
        return new Paging(
                world.router,
                Cluster.of(replicas, true),
                Notifier.EMPTY,
                senders,
                List.of(),
                List.of(),
                List.of(),
                PagingCounts.none(replicas));
    }

    /// `second` after t0 on the rules' calendar.
    public static long millis(int second) {
        return (RuleStage.EPOCH_SECONDS + second) * 1000;
    }

    /// After `tick`: alerts that were under way are received, and what is due is told.
    Paging step(int tick) {
        long now = millis(tick + 1);
        if (underWay.isEmpty() && left.isEmpty() && now < dueMillis) {
            return this;
        }
        var inbox = Inbox.of(underWay, silences);
        var step = cluster.step(router, now, Collections.nCopies(cluster.peers().size(), inbox));
        var counted =
                counts.received(underWay, now, senders)
                        .told(step.notifications())
                        .suppressed(step.suppressed());
        return new Paging(
                router,
                step.cluster(),
                notifier,
                senders,
                silences,
                List.of(),
                step.notifications(),
                counted);
    }

    /// With what Prometheus sends of `groups`, of which some were evaluated at `second`.
    Paging evaluated(List<GroupStatus> groups, int second) {
        return notifier.evaluated(groups, millis(second)).map(this::sending).orElse(this);
    }

    private Paging sending(Notifier.Batch batch) {
        return new Paging(
                router,
                cluster,
                batch.notifier(),
                senders,
                silences,
                batch.alerts(),
                left,
                counts.sent(batch.alerts().size()));
    }

    /// After `effect` of `actor` at the start of `tick`; `own` is the estate's configuration.
    Paging after(RoutingEffect effect, Config own, String actor, int tick) {
        var config = RoutingChanges.after(effect, router.config(), own);
        boolean gossips =
                switch (effect) {
                    case RoutingEffect.PartCluster _ -> false;
                    case RoutingEffect.JoinCluster _ -> true;
                    default -> cluster.gossip();
                };
        var next = config.equals(router.config()) ? router : new Router(config);
        var peers = new ArrayList<RoutingState>();
        for (var peer : cluster.peers()) {
            peers.add(config.equals(router.config()) ? peer : next.adopt(peer, millis(tick)));
        }
        return new Paging(
                next,
                new Cluster(peers, gossips),
                notifier,
                senders,
                SilenceChanges.after(effect, silences, actor, millis(tick)),
                underWay,
                left,
                counts);
    }

    // ---- what readers ask

    /// What left in this tick, oldest first.
    public List<Notification> left() {
        return left;
    }

    public Router router() {
        return router;
    }

    /// Whether the Alertmanagers tell each other what they have sent.
    public boolean gossips() {
        return cluster.gossip();
    }

    public int replicas() {
        return cluster.peers().size();
    }

    /// What Alertmanager number `peer` remembers.
    public RoutingState state(int peer) {
        return cluster.peers().get(peer);
    }

    /// All silences there have been, expired ones too.
    public List<Silence> silences() {
        return silences;
    }

    public PagingCounts counts() {
        return counts;
    }
}
