// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// Reads estate files, strictly: see [FileError].
public final class EstateFile {
    private EstateFile() {}

    /// The estate `name` that comes with the product, such as `larkspur`.
    public static Estate builtin(String name) {
        return read(name + ".yaml", resource(name + ".yaml"));
    }

    /// `fileName` is only named in errors.
    public static Estate read(String fileName, String text) {
        var root = YamlNode.parse(fileName, text);
        root.keys(
                "estate",
                "company",
                "namespace",
                "traffic",
                "regions",
                "services",
                "databases",
                "caches",
                "queues",
                "third_parties",
                "routes",
                "slos");
        var estate =
                new Estate(
                        root.text("estate"),
                        root.text("company"),
                        root.text("namespace"),
                        sha256(text),
                        traffic(root.get("traffic")),
                        root.items("regions").stream().map(EstateFile::region).toList(),
                        root.items("services").stream().map(EstateServices::service).toList(),
                        root.items("databases").stream().map(EstateFile::database).toList(),
                        root.items("caches").stream().map(EstateFile::cache).toList(),
                        root.items("queues").stream().map(EstateFile::queue).toList(),
                        root.items("third_parties").stream().map(EstateFile::thirdParty).toList(),
                        root.items("routes").stream().map(EstateFile::route).toList(),
                        root.items("slos").stream().map(EstateFile::slo).toList());
        new EstateCheck(estate, root).run();
        return estate;
    }

    static String resource(String file) {
        try (var in = EstateFile.class.getResourceAsStream("/estates/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no built-in estate file " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    private static Estate.Traffic traffic(YamlNode node) {
        node.keys("daily", "half_daily", "noise");
        return new Estate.Traffic(
                node.get("daily").ratio(),
                node.get("half_daily").ratio(),
                node.get("noise").ratio());
    }

    private static Estate.Region region(YamlNode node) {
        node.keys("name", "share", "local_time", "nodes");
        return new Estate.Region(
                node.text("name"),
                node.get("share").ratio(),
                node.get("local_time").seconds(),
                node.get("nodes").textItems());
    }

    private static Estate.Database database(YamlNode node) {
        node.keys("name", "engine", "team", "cores", "max_connections", "queries");
        return new Estate.Database(
                node.text("name"),
                node.get("engine").oneOf("postgresql"),
                node.text("team"),
                node.get("cores").number(0.1, 256),
                node.get("max_connections").integer(1, 100_000),
                node.get("queries").items().stream().map(EstateFile::query).toList());
    }

    private static Estate.QueryClass query(YamlNode node) {
        node.keys("name", "statement", "mean", "sigma", "errors");
        return new Estate.QueryClass(
                node.text("name"),
                node.text("statement"),
                mean(node.get("mean")),
                sigma(node, 0.8),
                errors(node));
    }

    private static Estate.Cache cache(YamlNode node) {
        node.keys("name", "engine", "team", "memory", "used", "hits", "commands");
        return new Estate.Cache(
                node.text("name"),
                node.get("engine").oneOf("redis"),
                node.text("team"),
                node.get("memory").bytes(),
                node.get("used").bytes(),
                node.get("hits").ratio(),
                node.get("commands").items().stream().map(EstateFile::command).toList());
    }

    private static Estate.CacheCommand command(YamlNode node) {
        node.keys("name", "command", "read", "mean", "sigma");
        return new Estate.CacheCommand(
                node.text("name"),
                node.text("command"),
                node.get("read").flag(),
                mean(node.get("mean")),
                sigma(node, 0.4));
    }

    private static Estate.Queue queue(YamlNode node) {
        node.keys("name", "engine", "partitions", "consumers");
        return new Estate.Queue(
                node.text("name"),
                node.get("engine").oneOf("kafka", "rabbitmq"),
                node.get("partitions").integer(1, 1024),
                node.get("consumers").textItems());
    }

    private static Estate.ThirdParty thirdParty(YamlNode node) {
        node.keys("name", "host", "operations");
        return new Estate.ThirdParty(
                node.text("name"),
                node.text("host"),
                node.get("operations").items().stream().map(EstateFile::endpoint).toList());
    }

    private static Estate.ThirdPartyOperation endpoint(YamlNode node) {
        node.keys("name", "http", "mean", "sigma", "errors");
        var http = EstateServices.http(node.get("http"));
        return new Estate.ThirdPartyOperation(
                node.text("name"),
                http.get(0),
                http.get(1),
                mean(node.get("mean")),
                sigma(node, 0.6),
                errors(node));
    }

    private static Estate.Route route(YamlNode node) {
        node.keys("to", "rate");
        var to = EstateServices.pair(node.get("to"));
        return new Estate.Route(to.get(0), to.get(1), node.get("rate").number(0, 2000));
    }

    private static Estate.Slo slo(YamlNode node) {
        node.keys("name", "of", "objective");
        var of = EstateServices.pair(node.get("of"));
        return new Estate.Slo(
                node.text("name"), of.get(0), of.get(1), node.get("objective").ratio());
    }

    static long mean(YamlNode node) {
        long micros = node.micros();
        if (micros < 1 || micros > 30_000_000) {
            throw node.error("a mean time must be in 1us..30s");
        }
        return micros;
    }

    static double sigma(YamlNode node, double absent) {
        return node.find("sigma").map(sigma -> sigma.number(0.05, 1.5)).orElse(absent);
    }

    static double errors(YamlNode node) {
        return node.find("errors").map(YamlNode::ratio).orElse(0.0);
    }

    static List<String> requireTwo(YamlNode node, String[] parts, String form) {
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw node.error("\"" + node.text() + "\" is not of the form " + form);
        }
        return List.of(Objects.requireNonNull(parts[0]), Objects.requireNonNull(parts[1]));
    }
}
