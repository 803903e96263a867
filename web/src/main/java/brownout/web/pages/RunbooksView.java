// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import java.util.List;

/// Every page that there is for those on call: alerts by the team that is told, and services.
public record RunbooksView(List<Team> teams, List<Entry> services, int alerts) {
    public RunbooksView {
        teams = List.copyOf(teams);
        services = List.copyOf(services);
    }

    /// A team's alerts; `name` may also say that the team is that of the service.
    public record Team(String name, List<Entry> alerts) {
        public Team {
            alerts = List.copyOf(alerts);
        }
    }

    /// A page; `level` is an alert's `P1`, and of a service empty; `owner` a service's team, or empty.
    public record Entry(String name, String level, String about, String owner, String href) {}
}
