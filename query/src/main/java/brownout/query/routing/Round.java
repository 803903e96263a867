// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.routing.AlertGroup.Delivery;
import brownout.query.routing.AlertGroup.Flight;
import brownout.query.routing.NotificationLog.NotifiedAlerts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One step of one Alertmanager, from state to state: the only mutable thing here, gone when the step
/// is done.
final class Round {
    /// A flush has at least this long to be delivered, however short the group interval is.
    private static final long SHORTEST_DEADLINE_MILLIS = 10_000;

    private final Router router;
    private final Inbox inbox;
    private final long peerWaitMillis;
    private final TreeMap<String, HeldAlert> alerts;
    private final TreeMap<AlertGroup.Id, AlertGroup> groups;
    private final List<Notification> notifications = new ArrayList<>();
    private NotificationLog log;
    private Router.Suppressed suppressed = Router.Suppressed.NONE;
    private long clock; // the moment that is being worked on

    Round(Router router, RoutingState state, Inbox inbox, long peerWaitMillis) {
        this.router = router;
        this.inbox = inbox;
        this.peerWaitMillis = peerWaitMillis;
        this.alerts = new TreeMap<>(state.alerts());
        this.groups = new TreeMap<>(state.groups());
        this.log = state.log();
        this.clock = state.nowMillis();
    }

    Router.Step finish(long now) {
        return new Router.Step(
                RoutingState.of(now, alerts, groups, log), notifications, suppressed);
    }

    // ---- alerts come in

    void receive(PostedAlert posted, long now) {
        if (posted.fault().isPresent()) {
            return; // the API has answered so
        }
        var alert = HeldAlert.of(posted, now, router.config().resolveTimeoutMillis());
        var old = alerts.get(alert.fingerprint());
        var held = old == null ? alert : old.merged(alert, now);
        alerts.put(held.fingerprint(), held);
        dispatch(held, now);
    }

    /// Every alert into new groups, as if all came in at `now`.
    void regroup(long now) {
        groups.clear();
        alerts.values().forEach(alert -> dispatch(alert, now));
    }

    private void dispatch(HeldAlert alert, long now) {
        for (var node : router.routes(alert.labels())) {
            var id = id(node, alert);
            var group = groups.get(id);
            if (group == null) {
                group =
                        new AlertGroup(
                                firstFlush(node, alert, now), new TreeSet<>(), Optional.empty());
            }
            groups.put(id, group.with(alert.fingerprint()));
        }
    }

    private static AlertGroup.Id id(RouteNode node, HeldAlert alert) {
        return new AlertGroup.Id(node.index(), node.groupLabels(alert.labels()));
    }

    /// A group waits for more alerts, unless its first one has had the time to find company already.
    private static long firstFlush(RouteNode node, HeldAlert alert, long now) {
        long wait = node.options().groupWaitMillis();
        return alert.startsAtMillis() + wait < now ? now : now + wait;
    }

    // ---- time goes on

    /// Does what is due before `now`.
    void before(long now) {
        upTo(now - 1);
    }

    /// Does what is due at or before `limit`, in order of time; at one moment by route and labels.
    void upTo(long limit) {
        for (var id = earliest(limit); id != null; id = earliest(limit)) {
            var group = group(id);
            clock = Math.max(clock, group.dueMillis());
            if (group.flight().isPresent()) {
                deliver(id, group, group.flight().get());
            } else {
                flush(id, group);
            }
        }
    }

    private AlertGroup.@Nullable Id earliest(long limit) {
        long best = limit;
        AlertGroup.Id found = null;
        for (var entry : groups.entrySet()) {
            long due = entry.getValue().dueMillis();
            if (due < best || (due == best && found == null)) {
                best = due;
                found = entry.getKey();
            }
        }
        return found;
    }

    private AlertGroup group(AlertGroup.Id id) {
        var group = groups.get(id);
        if (group == null) {
            throw new IllegalStateException("no group " + id);
        }
        return group;
    }

    // ---- a flush

    private void flush(AlertGroup.Id id, AlertGroup group) {
        var options = router.node(id.route()).options();
        var all = snapshot(group);
        var muting = new Muting(router, alerts.values(), inbox.silences(), clock);
        var visible = visible(all, muting, !muting.mutedBy(options).isEmpty());
        var resolved =
                all.stream().filter(told -> !told.firing()).map(Notification.Told::alert).toList();
        var deliveries = new ArrayList<Delivery>();
        int integrations = router.receiver(options.receiver()).integrations().size();
        for (int i = 0; i < integrations && !visible.isEmpty(); i++) {
            deliveries.add(new Delivery(i, clock + peerWaitMillis, Optional.empty(), 0));
        }
        long patience = Math.max(SHORTEST_DEADLINE_MILLIS, options.groupIntervalMillis());
        var flight =
                new Flight(clock + patience + peerWaitMillis, visible, resolved, deliveries, false);
        deliver(id, group.flushedNext(clock + options.groupIntervalMillis()), flight);
    }

    /// Those of `all` that nothing suppresses: other alerts, the time, silences, in this order.
    private List<Notification.Told> visible(
            List<Notification.Told> all, Muting muting, boolean isMuted) {
        var visible = new ArrayList<Notification.Told>();
        int inhibited = 0;
        int silenced = 0;
        int muted = 0;
        for (var told : all) {
            var labels = told.alert().labels();
            if (!muting.inhibitedBy(labels).isEmpty()) {
                inhibited++;
            } else if (isMuted) {
                muted++;
            } else if (!muting.silencedBy(labels).isEmpty()) {
                silenced++;
            } else {
                visible.add(told);
            }
        }
        suppressed = suppressed.plus(new Router.Suppressed(inhibited, silenced, muted));
        return visible;
    }

    /// The alerts of a group as they are now: firing ones first.
    private List<Notification.Told> snapshot(AlertGroup group) {
        var all = new ArrayList<Notification.Told>();
        for (var fingerprint : group.fingerprints()) {
            var alert = alerts.get(fingerprint);
            if (alert == null) {
                throw new IllegalStateException("no alert " + fingerprint);
            }
            all.add(new Notification.Told(alert, !alert.isResolved(clock)));
        }
        all.sort(
                Comparator.comparing(Notification.Told::firing)
                        .reversed()
                        .thenComparing(Notification.Told::alert, HeldAlert.ORDER));
        return all;
    }

    private void deliver(AlertGroup.Id id, AlertGroup group, Flight flight) {
        var left = new ArrayList<Delivery>();
        boolean failed = false;
        for (var delivery : flight.deliveries()) {
            if (delivery.dueMillis() > clock) {
                left.add(delivery);
            } else if (clock >= flight.deadlineMillis()) {
                failed = true;
            } else {
                attempt(id, flight, delivery).ifPresent(left::add);
            }
        }
        var next = flight.with(left, failed);
        if (left.isEmpty()) {
            land(id, group, next);
        } else {
            groups.put(id, group.flying(Optional.of(next)));
        }
    }

    /// Tells one integration, if it has to be told; gives the next attempt where it does not answer.
    private Optional<Delivery> attempt(AlertGroup.Id id, Flight flight, Delivery delivery) {
        var node = router.node(id.route());
        var receiver = router.receiver(node.options().receiver());
        boolean sendResolved = receiver.integrations().get(delivery.integration()).sendResolved();
        var name = receiver.integration(delivery.integration());
        var groupKey = node.groupKey(id.labels());
        var key = new NotificationLog.Key(groupKey, receiver.name() + "/" + name);
        var state = NotifiedAlerts.of(flight.alerts());
        long repeat = node.options().repeatIntervalMillis();
        var reason =
                delivery.reason().or(() -> log.reason(key, state, sendResolved, repeat, clock));
        if (reason.isEmpty()) {
            return Optional.empty();
        }
        var told = flight.alerts();
        if (!sendResolved) {
            told = told.stream().filter(Notification.Told::firing).toList();
        }
        if (!told.isEmpty()) {
            if (inbox.outages().contains(receiver.name())) {
                return Optional.of(delivery.again(reason.get(), clock, flight.deadlineMillis()));
            }
            notifications.add(
                    new Notification(
                            clock,
                            0,
                            receiver.name(),
                            name,
                            groupKey,
                            id.labels(),
                            reason.get(),
                            told));
        }
        log = log.with(key, state, repeat, clock);
        return Optional.empty();
    }

    /// The flush is over. Where all was told, resolved alerts leave the group, unless they were sent
    /// again meanwhile, and an empty group ends.
    private void land(AlertGroup.Id id, AlertGroup group, Flight flight) {
        var gone = new TreeSet<String>();
        for (var alert : flight.resolved()) {
            var held = alerts.get(alert.fingerprint());
            boolean same = held != null && held.updatedAtMillis() == alert.updatedAtMillis();
            if (same && !flight.failed()) {
                gone.add(alert.fingerprint());
            }
        }
        var rest = group.flying(Optional.empty()).without(gone);
        if (rest.fingerprints().isEmpty()) {
            groups.remove(id);
        } else {
            groups.put(id, rest);
        }
        gone.forEach(this::forgetUnlessGrouped);
    }

    private void forgetUnlessGrouped(String fingerprint) {
        var alert = alerts.get(fingerprint);
        if (alert == null) {
            return;
        }
        for (var node : router.routes(alert.labels())) {
            var group = groups.get(id(node, alert));
            if (group != null && group.fingerprints().contains(fingerprint)) {
                return;
            }
        }
        alerts.remove(fingerprint);
    }
}
