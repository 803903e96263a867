// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.syntax.YamlNode;
import java.util.List;
import java.util.Optional;

/// The services section of an estate file.
final class EstateServices {
    private static final long DEFAULT_TIMEOUT_MICROS = 10_000_000;
    private static final String[] SUCCESSES = {"200", "201", "202", "204"};
    private static final String[] DECLINES = {
        "400", "401", "402", "403", "404", "409", "422", "429"
    };

    private EstateServices() {}

    static Estate.Service service(YamlNode node, Sections sections) {
        node.keys(
                "name",
                "namespace",
                "team",
                "tier",
                "language",
                "description",
                "runbook",
                "version",
                "replicas",
                "cores",
                "memory",
                "resident",
                "workers",
                "queue",
                "config",
                "pools",
                "operations");
        boolean business = sections.find("business").isPresent();
        var pools = node.items("pools").stream().map(pool -> pool(pool, node)).toList();
        if (node.get("resident").bytes() > node.get("memory").bytes()) {
            throw node.get("resident").error("more is resident than the memory");
        }
        return new Estate.Service(
                node.text("name"),
                sections.namespace(node),
                node.text("team"),
                node.get("tier").integer(1, 3),
                node.find("language")
                        .map(language -> language.choice(Estate.Language.class))
                        .orElse(Estate.Language.JAVA),
                node.text("description"),
                node.text("runbook", ""),
                node.text("version"),
                sections.byRegion(node.get("replicas"), replicas -> replicas.integer(1, 32)),
                node.get("cores").number(0.1, 64),
                node.get("memory").bytes(),
                node.get("resident").bytes(),
                node.get("workers").integer(1, 10_000),
                node.find("queue").map(queue -> queue.integer(1, 100_000)).orElse(100),
                node.texts("config"),
                pools,
                node.get("operations").items().stream()
                        .map(operation -> operation(operation, business))
                        .toList());
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

    private static Estate.Operation operation(YamlNode node, boolean business) {
        node.keys(
                "name",
                "http",
                "consumes",
                "success",
                "cpu",
                "sigma",
                "errors",
                "declines",
                "transaction",
                "calls",
                "says");
        var entry = entry(node);
        boolean consumes = node.has("consumes");
        return new Estate.Operation(
                node.text("name"),
                entry.get(0),
                entry.get(1),
                node.find("success").map(status -> status(status, SUCCESSES)).orElse(200),
                EstateFile.mean(node.get("cpu")),
                EstateFile.sigma(node, 0.45),
                EstateFile.errors(node),
                node.find("declines")
                        .map(declines -> decline(declines, consumes, business))
                        .orElse(Estate.Decline.NONE),
                node.text("transaction", ""),
                node.items("calls").stream().map(EstateServices::call).toList(),
                EstateSentences.read(node, consumes, business));
    }

    /// Method and route of an operation; what it consumes takes the place of the route.
    private static List<String> entry(YamlNode node) {
        Optional<YamlNode> topic = node.find("consumes");
        if (topic.isPresent() && node.has("http")) {
            throw node.get("http").error("an operation has either \"http\" or \"consumes\"");
        }
        return topic.map(name -> List.of(Estate.Operation.CONSUME, name.text()))
                .orElseGet(() -> http(node.get("http")));
    }

    private static Estate.Decline decline(YamlNode node, boolean consumes, boolean business) {
        node.keys("status", "ratio", "says");
        return new Estate.Decline(
                status(node.get("status"), DECLINES),
                node.get("ratio").ratio(),
                EstateSentences.read(node, consumes, business));
    }

    /// One of the statuses that counters have a place for.
    private static int status(YamlNode node, String... known) {
        return Integer.parseInt(node.oneOf(known));
    }

    private static Estate.Call call(YamlNode node) {
        node.keys(
                "to",
                "probability",
                "critical",
                "on",
                "timeout",
                "retries",
                "backoff",
                "breaker",
                "bulkhead");
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
                        node.find("backoff").map(EstateFile::mean).orElse(0L),
                        node.find("breaker").map(YamlNode::flag).orElse(false),
                        node.find("bulkhead").map(limit -> limit.integer(1, 10_000)).orElse(0)));
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
