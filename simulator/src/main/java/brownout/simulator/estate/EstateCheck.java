// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.syntax.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// What holds between the parts of an estate's files except for calls ([CallCheck]) and what surrounds
/// services ([PlatformCheck]): shares add up, names are unique, references resolve.
final class EstateCheck {
    private static final int MAX_REGIONS = 15;

    private final Estate estate;
    private final Sections sections;

    EstateCheck(Estate estate, Sections sections) {
        this.estate = estate;
        this.sections = sections;
    }

    void run() {
        for (var section : List.of("teams", "regions", "brokers", "slos", "jobs", "flags")) {
            unique(sections.items(section), "name");
        }
        checkRegions();
        sections.items("services").forEach(this::checkPools);
        sections.items("databases").forEach(this::checkDatabase);
        sections.items("queues").forEach(this::checkQueue);
        if (!estate.teams().isEmpty()) {
            checkTeams();
        }
    }

    /// Refuses a second item with the same `key`.
    static void unique(List<YamlNode> items, String key) {
        var seen = new LinkedHashSet<String>();
        for (var item : items) {
            if (!seen.add(item.text(key))) {
                throw item.get(key)
                        .error("the " + key + " \"" + item.text(key) + "\" is given twice");
            }
        }
    }

    private void checkRegions() {
        double share = estate.regions().stream().mapToDouble(Estate.Region::share).sum();
        if (Math.abs(share - 1) > 1e-9 || estate.regions().size() > MAX_REGIONS) {
            throw sections.get("regions")
                    .error("the shares of 1.." + MAX_REGIONS + " regions must add up to 1");
        }
        var nodes = new LinkedHashSet<String>();
        for (var region : sections.items("regions")) {
            if (region.get("nodes").items().isEmpty()) {
                throw region.error("a region needs at least one node");
            }
            for (var node : region.get("nodes").items()) {
                var name = node.isText() ? node.text() : node.text("name");
                if (!nodes.add(name)) {
                    throw node.error("the node \"" + name + "\" is given twice");
                }
            }
        }
    }

    private void checkPools(YamlNode service) {
        var databases = estate.databases().stream().map(Estate.Database::name).toList();
        var pools = new ArrayList<String>();
        for (var pool : service.items("pools")) {
            var database = pool.get("database").reference("database", databases);
            if (pools.contains(database)) {
                throw pool.error("a second pool to \"" + database + "\"");
            }
            pools.add(database);
        }
        for (var operation : service.items("operations")) {
            operation.find("transaction").ifPresent(t -> t.reference("pool", pools));
        }
    }

    private void checkDatabase(YamlNode node) {
        unique(node.items("tables"), "name");
        unique(node.items("replicas"), "name");
        var database = estate.database(node.text("name")).orElseThrow();
        boolean hasReader =
                database.replicas().stream().anyMatch(r -> r.role() == Postgres.Role.READER);
        for (int q = 0; q < database.queries().size(); q++) {
            var query = database.queries().get(q);
            var place = node.get("queries").items().get(q);
            if (query.byReader() && !hasReader) {
                throw place.error("\"" + database.name() + "\" has no replica with role reader");
            }
            if (query.byReader() && query.writes()) {
                throw place.error("a reader cannot answer a statement that writes");
            }
        }
    }

    private void checkQueue(YamlNode node) {
        node.get("broker")
                .reference("broker", estate.brokers().stream().map(Estate.Broker::name).toList());
        unique(node.items("consumers"), "group");
        int replication = node.get("replication").integer(1, 5);
        var broker =
                estate.brokers().stream()
                        .filter(b -> b.name().equals(node.text("broker")))
                        .findFirst();
        if (broker.isPresent() && broker.get().nodes() < replication) {
            throw node.get("replication")
                    .error("more copies than \"" + node.text("broker") + "\" has nodes");
        }
        var topics = estate.queues().stream().map(Estate.Queue::name).toList();
        for (var group : node.items("consumers")) {
            group.find("dead_letters").ifPresent(topic -> topic.reference("queue", topics));
        }
    }

    private void checkTeams() {
        var teams = estate.teams().stream().map(Estate.Team::name).toList();
        for (var section :
                List.of(
                        "services",
                        "databases",
                        "caches",
                        "brokers",
                        "queues",
                        "object_stores",
                        "search_clusters",
                        "third_parties",
                        "jobs",
                        "flags",
                        "certificates")) {
            sections.items(section).forEach(item -> item.get("team").reference("team", teams));
        }
        for (var section : List.of("ingress", "mesh", "dns", "monitoring")) {
            sections.find(section).ifPresent(part -> part.get("team").reference("team", teams));
        }
    }
}
