// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.routing.AlertViews;
import brownout.query.routing.Config;
import brownout.query.routing.Router;
import brownout.query.routing.RoutingState;
import brownout.query.routing.Silence;
import brownout.query.routing.Silences;
import java.util.List;

/// What an Alertmanager shows of `state` at `nowMillis` of its own calendar, moved to a run's by
/// `shiftMillis`. Of `replicas` Alertmanagers it knows `members`, itself included.
public record Alertmanager(
        Router router,
        RoutingState state,
        List<Silence> silences,
        long nowMillis,
        long shiftMillis,
        int replicas,
        int members) {
    /// The configuration that it runs with.
    public Config config() {
        return router.config();
    }

    /// The alerts that it holds and that fire, by fingerprint.
    public List<AlertViews.AlertView> alerts(AlertViews.Filter filter) {
        return views().alerts(filter).stream().map(view -> view.shifted(shiftMillis)).toList();
    }

    /// Those alerts in their groups, by labels, then receiver.
    public List<AlertViews.GroupView> groups(AlertViews.Filter filter) {
        return views().groups(filter).stream().map(view -> view.shifted(shiftMillis)).toList();
    }

    /// As it will be with other silences, in its own calendar.
    public Alertmanager with(List<Silence> others) {
        return new Alertmanager(router, state, others, nowMillis, shiftMillis, replicas, members);
    }

    /// All silences, as the API lists them, and where each is in its life.
    public List<SilenceView> silenceViews() {
        return Silences.sorted(silences, nowMillis).stream()
                .map(silence ->
                        new SilenceView(silence.shifted(shiftMillis), silence.state(nowMillis)))
                .toList();
    }

    /// A silence and its state.
    public record SilenceView(Silence silence, Silence.State state) {}

    private AlertViews views() {
        return AlertViews.of(router, state, silences, nowMillis);
    }
}
