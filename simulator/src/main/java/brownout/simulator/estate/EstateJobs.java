// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.syntax.YamlNode;

/// Jobs, autoscalers and feature flags of an estate.
final class EstateJobs {
    private EstateJobs() {}

    static Estate.Job job(YamlNode node, Sections sections) {
        node.keys(
                "name",
                "namespace",
                "team",
                "description",
                "schedule",
                "region",
                "runs_for",
                "cores",
                "memory",
                "loads");
        var regions = sections.all("regions", region -> region.text("name"));
        return new Estate.Job(
                node.text("name"),
                sections.namespace(node),
                node.text("team"),
                node.text("description"),
                schedule(node.get("schedule")),
                node.find("region").map(region -> region.reference("region", regions)).orElse(""),
                EstateFile.seconds(node.get("runs_for")),
                node.get("cores").number(0.1, 64),
                node.get("memory").bytes(),
                node.items("loads").stream().map(EstateJobs::load).toList());
    }

    private static Schedule schedule(YamlNode node) {
        return Schedule.parse(node.text())
                .orElseThrow(() ->
                        node.error(
                                "\"" + node.text() + "\" is not a schedule",
                                "Write minute and hour of a cron expression, as in"
                                        + " \"*/15 * * * *\" or \"30 2,14 * * *\";"
                                        + " days are not supported yet"));
    }

    private static Estate.Load load(YamlNode node) {
        node.keys("to", "rate");
        var to = EstateServices.pair(node.get("to"));
        return new Estate.Load(to.get(0), to.get(1), node.get("rate").number(0, 2000));
    }

    static Estate.Autoscaler autoscaler(YamlNode node) {
        node.keys("service", "min", "max", "target", "down_after");
        int minimum = node.get("min").integer(1, 32);
        int maximum = node.get("max").integer(1, 64);
        if (minimum > maximum) {
            throw node.get("min").error("min " + minimum + " is above max " + maximum);
        }
        return new Estate.Autoscaler(
                node.text("service"),
                minimum,
                maximum,
                node.get("target").ratio(),
                node.find("down_after").map(EstateFile::seconds).orElse(300));
    }

    static Estate.Flag flag(YamlNode node) {
        node.keys("name", "service", "team", "description", "share");
        return new Estate.Flag(
                node.text("name"),
                node.text("service"),
                node.text("team"),
                node.text("description"),
                node.get("share").ratio());
    }
}
