// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import brownout.simulator.action.Action;
import brownout.simulator.engine.Inventory;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Platform;
import brownout.simulator.estate.ProviderZones;
import brownout.simulator.fault.TrafficEffect;
import brownout.simulator.model.EvictionPolicy;
import java.util.List;

/// Lines as people type them: an action of the catalogue with values for the words in capitals of its
/// signature. Many make no sense in the estate; the parser says so. A new word fails here until it is
/// taught what to draw.
final class RandomLines {
    private final Estate estate;
    private final Inventory inventory;
    private final Draw draw;

    RandomLines(Estate estate, Inventory inventory, Draw draw) {
        this.estate = estate;
        this.inventory = inventory;
        this.draw = draw;
    }

    String line(Action action) {
        var line = new StringBuilder(action.name());
        var rest = action.arguments();
        while (!rest.isBlank()) {
            rest = rest.strip();
            int end = rest.startsWith("[") ? rest.indexOf(']') + 1 : end(rest);
            var part = rest.substring(0, end);
            rest = rest.substring(end);
            if (!part.startsWith("[") || draw.chance(0.5)) {
                add(line, part.replaceAll("[\\[\\]]", ""));
            }
        }
        return line.toString();
    }

    /// Where the first word ends, or the option with its value.
    private static int end(String rest) {
        int word = rest.indexOf(' ');
        int from = rest.startsWith("--") ? rest.indexOf(' ', word + 1) : word;
        return from < 0 ? rest.length() : from;
    }

    private void add(StringBuilder line, String part) {
        for (var word : part.split(" ", -1)) {
            line.append(' ').append(word.startsWith("--") ? word : value(word));
        }
    }

    private String value(String word) {
        return switch (word) {
            case "SERVICE", "CALLEE" -> draw.of(estate.serviceNames());
            case "REGION" -> draw.of(estate.regionNames());
            case "POD" -> draw.of(inventory.pods());
            case "NODE" ->
                    draw.of(
                            draw.of(estate.regions()).nodes().stream()
                                    .map(Estate.Node::name)
                                    .toList());
            case "VERSION" -> draw.any("1.0.0", "1.1.0", "2.0.0");
            case "KEY=VALUE" -> draw.any("MODE=slow", "POOL=" + draw.between(1, 40));
            case "DATABASE" -> draw.of(estate.databases()).name();
            case "TABLE" -> "things";
            case "COLUMNS" -> draw.any("user_id", "state");
            case "INDEX" -> draw.any("things_pkey", "things_user_idx");
            case "SESSION" -> draw.any("batch", "report");
            case "REPLICA" -> "main-db-1";
            case "SLOT" -> "replica_1";
            case "VOLUME" -> draw.any("data", "wal");
            case "TARGET" -> draw.any("primary", "replicas");
            case "MIGRATION" -> "0142_drop_state";
            case "CACHE" -> "redis-main";
            case "POLICY" -> draw.chance(0.2) ? "deny-web" : draw.of(EvictionPolicy.labels());
            case "QUEUE" -> draw.any("events", "dead");
            case "GROUP" -> "handlers";
            case "FLAG" -> "new-way";
            case "RECEIVER" -> draw.of(estate.alertmanager().receivers()).name();
            case "MATCHERS" -> draw.any("severity=critical", "severity=~\"critical|warning\"");
            case "STATUS" -> draw.of(TrafficEffect.StatusPage.STATUSES);
            case "LABELS" -> draw.any("...", "alertname", "alertname,service");
            case "PARTY" -> "bank";
            case "ZONE" -> draw.of(ProviderZones.names(estate));
            case "OPERATION" -> draw.any("read", "write");
            case "STATE" -> draw.any("open", "auto", "use", "drain");
            case "MODE" -> draw.any("strict", "permissive", "on", "off");
            case "on|off" -> draw.any("on", "off");
            case "YES" -> draw.any("yes", "no");
            case "JOB" -> draw.of(estate.componentNames());
            case "METRIC" -> draw.any("up", "http_requests_total");
            case "LABEL", "NAME" -> draw.any("service", "svc", "pod", "pod_name");
            case "CERTIFICATE" ->
                    estate.platform().map(Platform::certificates).orElse(List.of()).stream()
                            .map(Platform.Certificate::name)
                            .findFirst()
                            .orElse("none");
            case "N", "SECONDS", "MILLIS", "MILLICORES", "MEBIBYTES", "PERCENT", "MIB", "GIB" ->
                    Integer.toString(draw.any(draw.between(1, 10), draw.between(10, 100), 500));
            default ->
                    throw new IllegalStateException("RandomLines must be taught a word: " + word);
        };
    }
}
