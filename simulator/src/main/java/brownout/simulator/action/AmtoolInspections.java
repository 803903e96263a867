// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.query.routing.MatcherText;
import brownout.query.routing.RouteNode;
import brownout.simulator.engine.Paging;
import brownout.simulator.engine.Snapshot;
import java.util.ArrayList;
import java.util.List;

/// What `amtool` prints of the Alertmanagers: the routing tree, the configuration, the cluster.
final class AmtoolInspections {
    private static final List<String> COMMANDS =
            List.of("config routes", "config show", "cluster show");

    static final List<Inspection> ROWS =
            List.of(
                    Inspection.row(
                            "amtool",
                            "COMMAND SUBCOMMAND",
                            "Who is told of which alerts: `config routes`, `config show`, and which"
                                    + " Alertmanagers know of each other: `cluster show`.",
                            AmtoolInspections::lines));

    private AmtoolInspections() {}

    private static List<String> lines(Arguments in, Snapshot snapshot, int tick) {
        var command = in.positional(0, "command");
        var words = command.text() + " " + in.positional(1, "subcommand").text();
        in.known("command", "command", new Arguments.Word(words, command.column()), COMMANDS);
        var paging = snapshot.paging(tick);
        return switch (words) {
            case "config routes" -> routes(paging);
            case "config show" -> paging.router().config().text().lines().toList();
            default -> cluster(paging);
        };
    }

    private static List<String> routes(Paging paging) {
        var lines = new ArrayList<String>(List.of("Routing tree:", "."));
        branch(paging.router().root(), "", true, lines);
        return lines;
    }

    private static void branch(RouteNode node, String indent, boolean isLast, List<String> into) {
        var matchers =
                node.matchers().isEmpty() ? "default-route" : MatcherText.print(node.matchers());
        into.add(
                indent
                        + (isLast ? "└── " : "├── ")
                        + matchers
                        + (node.continues() ? "  continue: true" : "")
                        + "  receiver: "
                        + node.options().receiver());
        var children = node.children();
        for (int i = 0; i < children.size(); i++) {
            var below = indent + (isLast ? "    " : "│   ");
            branch(children.get(i), below, i == children.size() - 1, into);
        }
    }

    /// As the first of them sees it.
    private static List<String> cluster(Paging paging) {
        int members = paging.gossips() ? paging.replicas() : 1;
        var lines = new ArrayList<String>();
        lines.add("Cluster Status: " + (paging.replicas() > 1 ? "ready" : "disabled"));
        lines.add("Node Name:      alertmanager-0");
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("Address", "Name"));
        for (int peer = 0; peer < members; peer++) {
            rows.add(List.of("alertmanager-" + peer + ":9094", "alertmanager-" + peer));
        }
        lines.addAll(Columns.lines(rows));
        return lines;
    }
}
