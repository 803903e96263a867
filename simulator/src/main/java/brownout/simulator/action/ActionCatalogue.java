// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import java.util.List;

/// Everything people can do to an estate; the same list in every drill.
public final class ActionCatalogue {
    private ActionCatalogue() {}

    public static final List<Action> ACTIONS =
            List.of(
                    new Action(
                            "rollback",
                            "SERVICE [--to VERSION]",
                            "Go back to the previous version, or the one named, with the settings it had.",
                            "pods are replaced one after another, about a minute"),
                    new Action(
                            "restart",
                            "SERVICE [--region REGION]",
                            "Replace every pod of a service by a fresh one.",
                            "pods are replaced one after another, about a minute"),
                    new Action(
                            "scale",
                            "SERVICE --replicas N [--region REGION]",
                            "Set the number of pods per region, 1 to 20.",
                            "new pods take about half a minute"),
                    new Action(
                            "config",
                            "SERVICE KEY=VALUE",
                            "Set one environment variable; pods are replaced to read it.",
                            "pods are replaced one after another, about a minute"),
                    new Action(
                            "pool",
                            "SERVICE DATABASE --size N",
                            "Resize the connection pool that each pod holds, at run time, 1 to 500.",
                            "a few seconds, without a restart"));
}
