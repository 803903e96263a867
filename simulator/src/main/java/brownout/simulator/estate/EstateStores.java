// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.syntax.Suggestion;
import brownout.query.syntax.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The databases, caches, object stores and search clusters of an estate.
final class EstateStores {
    private static final Pattern INDEX = Pattern.compile("([a-z0-9_]+)\\(([a-z0-9_, ()]+)\\)");
    private static final String[] EVICTION_POLICIES = {
        "noeviction",
        "allkeys-lru",
        "allkeys-lfu",
        "allkeys-random",
        "volatile-lru",
        "volatile-lfu",
        "volatile-random",
        "volatile-ttl"
    };

    private EstateStores() {}

    // ---- databases

    static Estate.Database database(YamlNode node, Sections sections) {
        node.keys(
                "name",
                "namespace",
                "engine",
                "version",
                "team",
                "cores",
                "memory",
                "max_connections",
                "storage",
                "tables",
                "replicas",
                "queries");
        return new Estate.Database(
                node.text("name"),
                sections.namespace(node),
                node.get("engine").oneOf("postgresql"),
                node.text("version", "16.4"),
                node.text("team"),
                sections.byRegion(node.get("cores"), cores -> cores.number(0.1, 256)),
                node.find("memory").map(YamlNode::bytes).orElse(8L << 30),
                node.get("max_connections").integer(1, 100_000),
                node.find("storage").map(EstateStores::storage),
                node.items("tables").stream().map(EstateStores::table).toList(),
                node.items("replicas").stream().map(EstateStores::replica).toList(),
                node.get("queries").items().stream().map(query -> query(query, node)).toList());
    }

    private static Postgres.Storage storage(YamlNode node) {
        node.keys("disk", "wal", "checkpoint", "max_wal", "slots");
        return new Postgres.Storage(
                Disk.read(node.get("disk")),
                Disk.read(node.get("wal")),
                EstateFile.seconds(node.get("checkpoint")),
                node.get("max_wal").bytes(),
                node.find("slots").map(YamlNode::textItems).orElse(List.of()));
    }

    private static Postgres.Table table(YamlNode node) {
        node.keys("name", "rows", "growth", "row_bytes", "indexes");
        return new Postgres.Table(
                node.text("name"),
                count(node.get("rows")),
                node.find("growth").map(EstateStores::count).orElse(0L),
                node.get("row_bytes").integer(1, 1_000_000),
                node.items("indexes").stream().map(EstateStores::index).toList());
    }

    /// `name(column, column)`.
    private static Postgres.Index index(YamlNode node) {
        var match = INDEX.matcher(node.text());
        if (!match.matches()) {
            throw node.error("\"" + node.text() + "\" is not of the form name(column, column)");
        }
        return new Postgres.Index(match.group(1), List.of(match.group(2).split(", *", -1)));
    }

    private static Postgres.Replica replica(YamlNode node) {
        node.keys("name", "role", "cores", "lag");
        return new Postgres.Replica(
                node.text("name"),
                node.get("role").choice(Postgres.Role.class),
                node.get("cores").number(0.1, 256),
                EstateFile.mean(node.get("lag")));
    }

    private static Estate.QueryClass query(YamlNode node, YamlNode database) {
        node.keys("name", "statement", "table", "index", "rows", "by", "mean", "sigma", "errors");
        var table = node.find("table").map(t -> named(t, "table", database, "tables"));
        var byReader =
                node.find("by").map(by -> by.choice(Postgres.Role.class)).stream()
                        .anyMatch(role -> role == Postgres.Role.READER);
        return new Estate.QueryClass(
                node.text("name"),
                node.text("statement"),
                table.map(t -> t.text("name")).orElse(""),
                node.find("index").map(i -> indexOf(i, table.orElse(database))).orElse(""),
                node.find("rows").map(EstateStores::count).orElse(1L),
                byReader,
                EstateFile.mean(node.get("mean")),
                EstateFile.sigma(node, 0.8),
                EstateFile.errors(node));
    }

    private static String indexOf(YamlNode node, YamlNode table) {
        var names = table.items("indexes").stream().map(i -> index(i).name()).toList();
        return node.reference("index", names);
    }

    /// The item of `owner`'s list `section` that `node` names.
    static YamlNode named(YamlNode node, String kind, YamlNode owner, String section) {
        var names = new ArrayList<String>();
        for (var item : owner.items(section)) {
            if (item.text("name").equals(node.text())) {
                return item;
            }
            names.add(item.text("name"));
        }
        throw node.error(
                "no such " + kind + ": \"" + node.text() + "\"",
                Suggestion.hint(node.text(), names));
    }

    // ---- caches

    static Estate.Cache cache(YamlNode node, Sections sections) {
        node.keys(
                "name",
                "namespace",
                "engine",
                "version",
                "team",
                "shards",
                "memory",
                "used",
                "eviction",
                "keys",
                "ttl",
                "hits",
                "commands");
        long memory = node.get("memory").bytes();
        long used = node.get("used").bytes();
        if (used > memory) {
            throw node.get("used").error("more is used than the memory");
        }
        return new Estate.Cache(
                node.text("name"),
                sections.namespace(node),
                node.get("engine").oneOf("redis"),
                node.text("version", "7.2.5"),
                node.text("team"),
                node.find("shards").map(shards -> shards.integer(1, 64)).orElse(1),
                memory,
                used,
                node.find("eviction").map(e -> e.oneOf(EVICTION_POLICIES)).orElse("allkeys-lru"),
                node.find("keys").map(EstateStores::count).orElse(used / 1024),
                node.find("ttl").map(YamlNode::seconds).orElse(0),
                node.get("hits").ratio(),
                node.get("commands").items().stream().map(EstateStores::command).toList());
    }

    private static Estate.CacheCommand command(YamlNode node) {
        node.keys("name", "command", "read", "mean", "sigma");
        return new Estate.CacheCommand(
                node.text("name"),
                node.text("command"),
                node.get("read").flag(),
                EstateFile.mean(node.get("mean")),
                EstateFile.sigma(node, 0.4));
    }

    // ---- object stores

    static Estate.ObjectStore objectStore(YamlNode node) {
        node.keys("name", "engine", "team", "host", "buckets", "requests");
        return new Estate.ObjectStore(
                node.text("name"),
                node.get("engine").oneOf("s3"),
                node.text("team"),
                node.text("host"),
                node.get("buckets").items().stream().map(EstateStores::bucket).toList(),
                node.get("requests").items().stream().map(r -> request(r, node)).toList());
    }

    private static Estate.Bucket bucket(YamlNode node) {
        node.keys("name", "objects", "size");
        return new Estate.Bucket(
                node.text("name"), count(node.get("objects")), node.get("size").bytes());
    }

    private static Estate.ObjectRequest request(YamlNode node, YamlNode store) {
        node.keys("name", "method", "bucket", "mean", "sigma", "errors");
        return new Estate.ObjectRequest(
                node.text("name"),
                node.get("method").oneOf("GET", "PUT", "HEAD", "DELETE"),
                named(node.get("bucket"), "bucket", store, "buckets").text("name"),
                EstateFile.mean(node.get("mean")),
                EstateFile.sigma(node, 0.6),
                EstateFile.errors(node));
    }

    // ---- search clusters

    static Estate.SearchCluster search(YamlNode node, Sections sections) {
        node.keys(
                "name",
                "namespace",
                "engine",
                "version",
                "team",
                "nodes",
                "cores",
                "heap",
                "disk",
                "indexes",
                "queries");
        return new Estate.SearchCluster(
                node.text("name"),
                sections.namespace(node),
                node.get("engine").oneOf("opensearch", "elasticsearch"),
                node.text("version"),
                node.text("team"),
                node.get("nodes").integer(1, 64),
                node.get("cores").number(0.1, 256),
                node.get("heap").bytes(),
                Disk.read(node.get("disk")),
                node.get("indexes").items().stream().map(EstateStores::searchIndex).toList(),
                node.get("queries").items().stream().map(q -> searchQuery(q, node)).toList());
    }

    private static Estate.SearchIndex searchIndex(YamlNode node) {
        node.keys("name", "shards", "replicas", "documents", "size");
        return new Estate.SearchIndex(
                node.text("name"),
                node.get("shards").integer(1, 256),
                node.get("replicas").integer(0, 8),
                count(node.get("documents")),
                node.get("size").bytes());
    }

    private static Estate.SearchQuery searchQuery(YamlNode node, YamlNode cluster) {
        node.keys("name", "index", "http", "mean", "sigma", "errors");
        var http = EstateServices.http(node.get("http"));
        return new Estate.SearchQuery(
                node.text("name"),
                named(node.get("index"), "index", cluster, "indexes").text("name"),
                http.get(0),
                http.get(1),
                EstateFile.mean(node.get("mean")),
                EstateFile.sigma(node, 0.6),
                EstateFile.errors(node));
    }

    private static long count(YamlNode node) {
        long count = node.longInteger();
        if (count < 0) {
            throw node.error(count + " is below 0");
        }
        return count;
    }
}
