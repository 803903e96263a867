// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.syntax.YamlNode;

/// The message brokers of an estate and their topics.
final class EstateQueues {
    private static final int MAX_PARTITIONS = 1024;

    private EstateQueues() {}

    static Estate.Broker broker(YamlNode node, Sections sections) {
        node.keys(
                "name",
                "namespace",
                "engine",
                "version",
                "team",
                "nodes",
                "cores",
                "memory",
                "disk");
        return new Estate.Broker(
                node.text("name"),
                sections.namespace(node),
                node.get("engine").oneOf("kafka"),
                node.text("version"),
                node.text("team"),
                node.get("nodes").integer(1, 64),
                node.get("cores").number(0.1, 256),
                node.get("memory").bytes(),
                Disk.read(node.get("disk")));
    }

    static Estate.Queue queue(YamlNode node) {
        node.keys(
                "name",
                "broker",
                "team",
                "description",
                "partitions",
                "replication",
                "retention",
                "message",
                "publish",
                "publish_sigma",
                "consumers");
        return new Estate.Queue(
                node.text("name"),
                node.text("broker"),
                node.text("team"),
                node.text("description"),
                node.get("partitions").integer(1, MAX_PARTITIONS),
                node.get("replication").integer(1, 5),
                EstateFile.seconds(node.get("retention")),
                node.get("message").integer(1, 10_000_000),
                EstateFile.mean(node.get("publish")),
                node.find("publish_sigma").map(s -> s.number(0.05, 1.5)).orElse(0.5),
                node.items("consumers").stream().map(EstateQueues::group).toList());
    }

    private static Estate.ConsumerGroup group(YamlNode node) {
        node.keys("group", "to", "max_batch", "max_poll", "attempts", "dead_letters");
        var to = EstateServices.pair(node.get("to"));
        return new Estate.ConsumerGroup(
                node.text("group"),
                to.get(0),
                to.get(1),
                node.get("max_batch").integer(1, 100_000),
                EstateFile.seconds(node.get("max_poll")) * 1_000_000L,
                node.find("attempts").map(attempts -> attempts.integer(1, 100)).orElse(1),
                node.text("dead_letters", ""));
    }
}
