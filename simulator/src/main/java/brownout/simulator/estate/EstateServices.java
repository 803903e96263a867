// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import java.util.List;

/// The services section of an estate file.
final class EstateServices {
    private static final long DEFAULT_TIMEOUT_MICROS = 10_000_000;
    private static final String[] SUCCESSES = {"200", "201", "202", "204"};
    private static final String[] DECLINES = {
        "400", "401", "402", "403", "404", "409", "422", "429"
    };

    private EstateServices() {}

    static Estate.Service service(YamlNode node) {
        node.keys(
                "name",
                "team",
                "tier",
                "description",
                "version",
                "replicas",
                "cores",
                "memory",
                "resident",
                "workers",
                "config",
                "pools",
                "operations");
        var pools = node.items("pools").stream().map(pool -> pool(pool, node)).toList();
        return new Estate.Service(
                node.text("name"),
                node.text("team"),
                node.get("tier").integer(1, 3),
                node.text("description"),
                node.text("version"),
                node.get("replicas").integer(1, 32),
                node.get("cores").number(0.1, 64),
                node.get("memory").bytes(),
                node.get("resident").bytes(),
                node.get("workers").integer(1, 10_000),
                node.texts("config"),
                pools,
                node.get("operations").items().stream().map(EstateServices::operation).toList());
    }

    private static Estate.Pool pool(YamlNode node, YamlNode service) {
        node.keys("name", "database", "size", "acquire_timeout");
        var sizeKey = node.get("size").reference("setting", service.texts("config").keySet());
        service.get("config").get(sizeKey).integer(1, 10_000);
        return new Estate.Pool(
                node.text("name"),
                node.text("database"),
                sizeKey,
                EstateFile.mean(node.get("acquire_timeout")));
    }

    private static Estate.Operation operation(YamlNode node) {
        node.keys(
                "name",
                "http",
                "success",
                "cpu",
                "sigma",
                "errors",
                "declines",
                "transaction",
                "calls");
        var http = http(node.get("http"));
        return new Estate.Operation(
                node.text("name"),
                http.get(0),
                http.get(1),
                node.find("success").map(status -> status(status, SUCCESSES)).orElse(200),
                EstateFile.mean(node.get("cpu")),
                EstateFile.sigma(node, 0.45),
                EstateFile.errors(node),
                node.find("declines").map(EstateServices::decline).orElse(Estate.Decline.NONE),
                node.text("transaction", ""),
                node.items("calls").stream().map(EstateServices::call).toList());
    }

    private static Estate.Decline decline(YamlNode node) {
        node.keys("status", "ratio");
        return new Estate.Decline(status(node.get("status"), DECLINES), node.get("ratio").ratio());
    }

    /// One of the statuses that counters have a place for.
    private static int status(YamlNode node, String... known) {
        return Integer.parseInt(node.oneOf(known));
    }

    private static Estate.Call call(YamlNode node) {
        node.keys("to", "probability", "critical", "on", "timeout", "retries", "backoff");
        var to = pair(node.get("to"));
        return new Estate.Call(
                to.get(0),
                to.get(1),
                node.find("probability").map(YamlNode::ratio).orElse(1.0),
                node.find("critical").map(YamlNode::flag).orElse(true),
                node.find("on").map(on -> on.oneOf("miss")).isPresent(),
                new Estate.CallPolicy(
                        node.find("timeout").map(EstateFile::mean).orElse(DEFAULT_TIMEOUT_MICROS),
                        node.find("retries").map(retries -> retries.integer(0, 3)).orElse(0),
                        node.find("backoff").map(EstateFile::mean).orElse(0L)));
    }

    /// `service/operation`.
    static List<String> pair(YamlNode node) {
        return EstateFile.requireTwo(node, node.text().split("/", -1), "component/operation");
    }

    /// `POST /path`.
    static List<String> http(YamlNode node) {
        return EstateFile.requireTwo(node, node.text().split(" ", -1), "METHOD /path");
    }
}
