// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.routing.Config;
import brownout.query.syntax.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// Reads estate files, strictly: see [FileError].
public final class EstateFile {
    /// A built-in estate, the file under `/estates` that it begins with, and those of its rules.
    private record Builtin(String name, String first, List<String> rules) {}

    /// The smallest first.
    private static final List<Builtin> BUILTIN =
            List.of(
                    new Builtin(
                            "larkspur",
                            "larkspur.yaml",
                            List.of("larkspur-rules.yaml", "larkspur-log-rules.yaml")),
                    new Builtin(
                            "larkspur-whole",
                            "larkspur/estate.yaml",
                            List.of(
                                    "larkspur/rules/owners.yaml",
                                    "larkspur/rules/requests.yaml",
                                    "larkspur/rules/log-rules.yaml",
                                    "larkspur/rules/slo.yaml",
                                    "larkspur/rules/services.yaml",
                                    "larkspur/rules/databases.yaml",
                                    "larkspur/rules/caches.yaml",
                                    "larkspur/rules/queues.yaml",
                                    "larkspur/rules/platform.yaml",
                                    "larkspur/rules/monitoring.yaml",
                                    "larkspur/rules/business.yaml")));

    private EstateFile() {}

    /// The estate `name` that comes with the product, such as `larkspur`.
    public static Estate builtin(String name) {
        return readAll(builtinOf(name).first(), EstateFile::resource);
    }

    /// The names of the estates that come with the product, the smallest first.
    public static List<String> builtinNames() {
        return BUILTIN.stream().map(Builtin::name).toList();
    }

    /// The texts of all files of a built-in estate, in their order: what its digest is of.
    public static String builtinText(String name) {
        return files(builtinOf(name).first(), EstateFile::resource).digested();
    }

    /// The files under `/estates` with the rules of a built-in estate.
    static List<String> rulesOf(String name) {
        return builtinOf(name).rules();
    }

    private static Builtin builtinOf(String name) {
        return BUILTIN.stream()
                .filter(builtin -> builtin.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no built-in estate " + name));
    }

    /// An estate whose first file has this `text`; the files that it goes on in are those that come with
    /// the product. `fileName` is only named in errors.
    public static Estate read(String fileName, String text) {
        return readAll(fileName, file -> file.equals(fileName) ? text : resource(file));
    }

    /// An estate whose first file is `first` and which goes on in the files that this lists under
    /// `files`, named as seen from where it lies. `text` gives the text of a file.
    public static Estate readAll(String first, Function<String, String> text) {
        var files = files(first, text);
        return estate(files.sections(), files.routing(), sha256(files.digested()));
    }

    /// What an estate's files say, and their texts one after the other.
    private record Files(Sections sections, Config routing, String digested) {}

    private static Files files(String first, Function<String, String> text) {
        var digested = new StringBuilder();
        var roots = new ArrayList<YamlNode>();
        roots.add(parse(first, text.apply(first), digested));
        var folder = first.substring(0, first.lastIndexOf('/') + 1);
        for (var file : roots.getFirst().items("files")) {
            var name = folder + file.text();
            roots.add(parse(name, text.apply(name), digested));
        }
        var sections = new Sections(roots);
        var routing = routing(sections, folder, text, digested);
        return new Files(sections, routing, digested.toString());
    }

    private static YamlNode parse(String file, String text, StringBuilder digested) {
        digested.append(text);
        return YamlNode.parse(file, text);
    }

    /// Alertmanager's configuration: in a file of its own, named as others are, or in place. Without one
    /// all alerts are held and nobody is told.
    private static Config routing(
            Sections sections,
            String folder,
            Function<String, String> text,
            StringBuilder digested) {
        var given = sections.find("alertmanager");
        if (given.isEmpty()) {
            return Config.SILENT;
        }
        if (!given.get().isText()) {
            return Config.read(given.get());
        }
        var name = folder + given.get().text();
        return Config.read(parse(name, text.apply(name), digested));
    }

    private static Estate estate(Sections sections, Config routing, String digest) {
        var estate =
                new Estate(
                        sections.get("estate").text(),
                        sections.get("company").text(),
                        sections.get("namespace").text(),
                        digest,
                        traffic(sections.get("traffic")),
                        sections.all("teams", EstateFile::team),
                        sections.all("regions", EstateFile::region),
                        sections.all("services", node -> EstateServices.service(node, sections)),
                        sections.all("databases", node -> EstateStores.database(node, sections)),
                        sections.all("caches", node -> EstateStores.cache(node, sections)),
                        sections.all("brokers", node -> EstateQueues.broker(node, sections)),
                        sections.all("queues", EstateQueues::queue),
                        sections.all("object_stores", EstateStores::objectStore),
                        sections.all(
                                "search_clusters", node -> EstateStores.search(node, sections)),
                        sections.all("third_parties", EstateFile::thirdParty),
                        sections.all("routes", EstateFile::route),
                        sections.all("slos", EstateFile::slo),
                        sections.all("jobs", node -> EstateJobs.job(node, sections)),
                        sections.all("autoscalers", EstateJobs::autoscaler),
                        sections.all("flags", EstateJobs::flag),
                        sections.find("ingress").map(_ -> EstatePlatform.platform(sections)),
                        sections.find("monitoring").map(EstateMonitoring::monitoring),
                        routing,
                        sections.find("business").map(b -> EstateBusiness.read(b, sections)));
        new EstateCheck(estate, sections).run();
        new PlatformCheck(estate, sections).run();
        new CallCheck(estate, sections).run();
        EstateBusiness.check(estate, sections);
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

    private static Estate.Team team(YamlNode node) {
        node.keys("name", "channel", "description");
        return new Estate.Team(node.text("name"), node.text("channel"), node.text("description"));
    }

    private static Estate.Region region(YamlNode node) {
        node.keys("name", "share", "local_time", "zones", "nodes");
        var zones =
                node.find("zones")
                        .map(YamlNode::textItems)
                        .orElse(List.of(node.text("name") + "a"));
        return new Estate.Region(
                node.text("name"),
                node.get("share").ratio(),
                node.get("local_time").seconds(),
                zones,
                node.get("nodes").items().stream().map(item -> machine(item, zones)).toList());
    }

    /// A name alone is a machine of the usual size in the first zone.
    private static Estate.Node machine(YamlNode node, List<String> zones) {
        if (node.isText()) {
            return new Estate.Node(node.text(), zones.getFirst(), "m6i.2xlarge", 8, 32L << 30);
        }
        node.keys("name", "zone", "kind", "cores", "memory");
        return new Estate.Node(
                node.text("name"),
                node.get("zone").reference("zone", zones),
                node.text("kind"),
                node.get("cores").number(1, 512),
                node.get("memory").bytes());
    }

    private static Estate.ThirdParty thirdParty(YamlNode node) {
        node.keys("name", "team", "description", "host", "quota", "operations");
        return new Estate.ThirdParty(
                node.text("name"),
                node.text("team", ""),
                node.text("description", ""),
                node.text("host"),
                node.find("quota").map(quota -> quota.number(0.1, 1e6)).orElse(0.0),
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

    /// Whole seconds above 0.
    static int seconds(YamlNode node) {
        int seconds = node.seconds();
        if (seconds <= 0) {
            throw node.error("\"" + node.text() + "\" is not above 0s");
        }
        return seconds;
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
