// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.syntax.YamlNode;

/// A volume: what is used of it at t0, and how much that grows in a day of usual traffic.
public record Disk(long sizeBytes, long usedBytes, long growthBytesPerDay) {
    static Disk read(YamlNode node) {
        node.keys("size", "used", "growth");
        var disk =
                new Disk(
                        node.get("size").bytes(),
                        node.get("used").bytes(),
                        node.find("growth").map(YamlNode::bytes).orElse(0L));
        if (disk.usedBytes > disk.sizeBytes) {
            throw node.get("used").error("more is used than the size");
        }
        return disk;
    }
}
