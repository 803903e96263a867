// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A configuration, compiled: routes alerts into groups and says what is told to whom and when.
/// Immutable. Source: Alertmanager documentation, "Alertmanager" and "Configuration"; details as in
/// its dispatcher and notification pipeline.
public final class Router {
    private final Config config;
    private final List<RouteNode> nodes = new ArrayList<>();
    private final Map<String, Config.Receiver> receivers = new TreeMap<>();
    private final Map<String, TimeInterval> intervals = new TreeMap<>();

    public Router(Config config) {
        this.config = config;
        RouteNode.compile(config.route(), nodes);
        config.receivers().forEach(receiver -> receivers.put(receiver.name(), receiver));
        config.timeIntervals().forEach(interval -> intervals.put(interval.name(), interval));
    }

    /// How many alerts were left out of what was to be sent, by what suppressed them.
    public record Suppressed(int inhibited, int silenced, int muted) {
        public static final Suppressed NONE = new Suppressed(0, 0, 0);

        public Suppressed plus(Suppressed more) {
            return new Suppressed(
                    inhibited + more.inhibited, silenced + more.silenced, muted + more.muted);
        }
    }

    /// The state after a step, what was sent in it, in the order in which it left, and what was not.
    public record Step(
            RoutingState state, List<Notification> notifications, Suppressed suppressed) {
        public Step {
            notifications = List.copyOf(notifications);
        }
    }

    public Config config() {
        return config;
    }

    /// The routing tree.
    public RouteNode root() {
        return nodes.getFirst();
    }

    RouteNode node(int index) {
        return nodes.get(index);
    }

    /// The routes that handle an alert with `labels`.
    public List<RouteNode> routes(Labels labels) {
        return root().match(labels);
    }

    Config.Receiver receiver(String name) {
        var receiver = receivers.get(name);
        if (receiver == null) {
            throw new IllegalStateException("no receiver " + name);
        }
        return receiver;
    }

    /// Whether the moment `now` is in the time interval `name`.
    boolean isIn(String name, long now) {
        var interval = intervals.get(name);
        if (interval == null) {
            throw new IllegalStateException("no time interval " + name);
        }
        return interval.contains(now);
    }

    /// The next state at `now`, which must not be before the last step. First everything happens that
    /// was due since then, each at its own time and with the silences and outages of `inbox`; then its
    /// alerts are received, at `now`; then what is due now happens. So the notifications are the same
    /// however often this is called, as long as alerts and changes come in at the same times.
    public Step step(RoutingState state, long now, Inbox inbox) {
        return step(state, now, inbox, 0);
    }

    /// As [#step(RoutingState, long, Inbox)], for a peer of a cluster: before it looks whether a
    /// notification is due it waits for the peers before it, `peerWaitMillis` in all.
    public Step step(RoutingState state, long now, Inbox inbox, long peerWaitMillis) {
        if (now < state.nowMillis()) {
            throw new IllegalArgumentException(now + " is before " + state.nowMillis());
        }
        if (inbox.alerts().isEmpty() && now < state.dueMillis()) {
            return new Step(state, List.of(), Suppressed.NONE);
        }
        var round = new Round(this, state, inbox, peerWaitMillis);
        round.before(now);
        inbox.alerts().forEach(alert -> round.receive(alert, now));
        round.upTo(now);
        return round.finish(now);
    }

    /// `state`, of another configuration, under this one from `now` on, as Alertmanager does when it is
    /// told to reload: the alerts and the notification log stay, the groups begin anew.
    public RoutingState adopt(RoutingState state, long now) {
        var round = new Round(this, state, Inbox.of(List.of(), List.of()), 0);
        round.regroup(now);
        return round.finish(now).state();
    }
}
