// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import java.util.List;

/// What Alertmanager holds and does, as the alerts page shows it. `problem` says what is wrong with the
/// matchers that were asked for, or nothing. `rules` were evaluated `age` ago.
public record AlertsView(
        String match,
        String problem,
        List<Group> groups,
        int firing,
        int held,
        List<Alert> resolved,
        List<SilenceRow> silences,
        List<RouteRow> routes,
        int rules,
        String age,
        int told,
        List<Noise> noise) {
    public AlertsView {
        groups = List.copyOf(groups);
        resolved = List.copyOf(resolved);
        silences = List.copyOf(silences);
        routes = List.copyOf(routes);
        noise = List.copyOf(noise);
    }

    public boolean quiet() {
        return groups.isEmpty() && problem.isEmpty();
    }

    /// One of Alertmanager's groups: who is told of it, what its alerts have in common, those that are
    /// told and those that something holds back. `next` is the time of its next flush.
    public record Group(
            String receiver, String labels, List<Alert> active, List<Alert> held, String next) {
        public Group {
            active = List.copyOf(active);
            held = List.copyOf(held);
        }

        public int size() {
            return active.size();
        }
    }

    /// An alert; `key` is the same as long as it is the same alert in the same group. `matchers` are
    /// what a silence for just this alert has; `why` says what holds it back, or is empty; links are
    /// empty where there is nothing to see. `time` is when it began or, of a resolved one, ended.
    public record Alert(
            String key,
            String fingerprint,
            String name,
            String level,
            String labels,
            String matchers,
            String summary,
            String description,
            long sinceMillis,
            String since,
            String time,
            String why,
            boolean acknowledged,
            String metrics,
            String logs,
            String traces,
            String runbook) {}

    /// A silence that mutes or will.
    public record SilenceRow(
            String id, String state, String matchers, String until, String by, String comment) {}

    /// A node of the routing tree, depth first; what it inherits is filled in.
    public record RouteRow(
            int depth,
            String matchers,
            String receiver,
            String groupBy,
            String groupWait,
            String groupInterval,
            String repeatInterval,
            boolean continues) {}

    /// How often a receiver was told of one cause in the last hour.
    public record Noise(String cause, String receiver, int count) {}
}
