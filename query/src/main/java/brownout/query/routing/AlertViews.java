// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What `GET /api/v2/alerts` and `/alerts/groups` list of a state at `now`: alerts that fire, with what
/// suppresses them, worked out when one asks.
public final class AlertViews {
    private final Router router;
    private final RoutingState state;
    private final Muting muting;
    private final long now;

    private AlertViews(Router router, RoutingState state, List<Silence> silences, long now) {
        this.router = router;
        this.state = state;
        this.muting = new Muting(router, state.alerts().values(), silences, now);
        this.now = now;
    }

    /// `state` must be of `router`, and not older than its last step that was due.
    public static AlertViews of(
            Router router, RoutingState state, List<Silence> silences, long now) {
        return new AlertViews(router, state, silences, now);
    }

    /// An alert, its receivers' names in order, and why it is suppressed: `inhibitedBy` has
    /// fingerprints, `silencedBy` ids, `mutedBy` (of a group only) names of time intervals.
    public record AlertView(
            HeldAlert alert,
            List<String> receivers,
            List<String> inhibitedBy,
            List<String> silencedBy,
            List<String> mutedBy) {
        public AlertView {
            receivers = List.copyOf(receivers);
            inhibitedBy = List.copyOf(inhibitedBy);
            silencedBy = List.copyOf(silencedBy);
            mutedBy = List.copyOf(mutedBy);
        }

        /// This view with its alert's times moved by `millis`, from one calendar to another.
        public AlertView shifted(long millis) {
            return new AlertView(
                    alert.shifted(millis), receivers, inhibitedBy, silencedBy, mutedBy);
        }

        /// `active` or `suppressed`, as the API says it.
        public String state() {
            boolean active = inhibitedBy.isEmpty() && silencedBy.isEmpty() && mutedBy.isEmpty();
            return active ? "active" : "suppressed";
        }
    }

    /// A group with the alerts of it that were asked for; `nextFlushMillis` is not in the API, but
    /// people ask.
    public record GroupView(
            Labels labels,
            String receiver,
            String groupKey,
            String routeKey,
            long nextFlushMillis,
            List<AlertView> alerts) {
        public GroupView {
            alerts = List.copyOf(alerts);
        }

        /// This group with all its times moved by `millis`, from one calendar to another.
        public GroupView shifted(long millis) {
            return new GroupView(
                    labels,
                    receiver,
                    groupKey,
                    routeKey,
                    nextFlushMillis + millis,
                    alerts.stream().map(view -> view.shifted(millis)).toList());
        }
    }

    /// The parameters of the two requests. `active`, `silenced`, `inhibited` and `muted` set to false
    /// leave such alerts out; `matchers` must all hold; `receiver` must match a whole name.
    public record Filter(
            boolean active,
            boolean silenced,
            boolean inhibited,
            boolean muted,
            List<Matcher> matchers,
            Optional<Pattern> receiver) {
        /// Leaves nothing out.
        public static final Filter ALL =
                new Filter(true, true, true, true, List.of(), Optional.empty());

        public Filter {
            matchers = List.copyOf(matchers);
        }

        private boolean takes(AlertView view) {
            return (active || !view.state().equals("active"))
                    && (silenced || view.silencedBy().isEmpty())
                    && (inhibited || view.inhibitedBy().isEmpty())
                    && Matcher.all(matchers, view.alert().labels());
        }

        private boolean takes(String name) {
            return receiver.isEmpty() || receiver.get().matches(name);
        }
    }

    /// By fingerprint, each alert once.
    public List<AlertView> alerts(Filter filter) {
        var views = new ArrayList<AlertView>();
        for (var alert : state.alerts().values()) {
            var view = view(alert, List.of());
            boolean wanted = view.receivers().stream().anyMatch(filter::takes);
            if (wanted && !alert.isResolved(now) && filter.takes(view)) {
                views.add(view);
            }
        }
        return views;
    }

    /// By labels (fewer first), then receiver; an alert that two routes handle is in two groups.
    public List<GroupView> groups(Filter filter) {
        var views = new ArrayList<GroupView>();
        state.groups()
                .forEach((id, group) -> {
                    var node = router.node(id.route());
                    var mutedBy = muting.mutedBy(node.options());
                    if (!filter.takes(node.options().receiver())
                            || !(filter.muted() || mutedBy.isEmpty())) {
                        return;
                    }
                    var alerts = members(group, mutedBy, filter);
                    if (!alerts.isEmpty()) {
                        views.add(
                                new GroupView(
                                        id.labels(),
                                        node.options().receiver(),
                                        node.groupKey(id.labels()),
                                        node.key(),
                                        group.nextFlushMillis(),
                                        alerts));
                    }
                });
        views.sort(
                Comparator.comparing(GroupView::labels, HeldAlert::compareGroups)
                        .thenComparing(GroupView::receiver));
        return views;
    }

    private List<AlertView> members(AlertGroup group, List<String> mutedBy, Filter filter) {
        var views = new ArrayList<AlertView>();
        for (var fingerprint : group.fingerprints()) {
            var alert = state.alerts().get(fingerprint);
            if (alert != null && !alert.isResolved(now)) {
                var view = view(alert, mutedBy);
                if (filter.takes(view)) {
                    views.add(view);
                }
            }
        }
        views.sort(Comparator.comparing(AlertView::alert, HeldAlert.ORDER));
        return views;
    }

    private AlertView view(HeldAlert alert, List<String> mutedBy) {
        var receivers =
                router.routes(alert.labels()).stream()
                        .map(node -> node.options().receiver())
                        .sorted()
                        .toList();
        return new AlertView(
                alert,
                receivers,
                muting.inhibitedBy(alert.labels()),
                muting.silencedBy(alert.labels()),
                mutedBy);
    }
}
