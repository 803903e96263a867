// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.syntax.YamlNode;
import java.util.List;

/// The way in, the mesh, names, certificates and passwords of an estate.
final class EstatePlatform {
    private EstatePlatform() {}

    static Platform platform(Sections sections) {
        return new Platform(
                ingress(sections.get("ingress"), sections),
                mesh(sections.get("mesh")),
                dns(sections.get("dns"), sections),
                sections.all("certificates", EstatePlatform::certificate),
                sections.all("secrets", EstatePlatform::secret));
    }

    private static Platform.Ingress ingress(YamlNode node, Sections sections) {
        node.keys(
                "name",
                "namespace",
                "engine",
                "version",
                "team",
                "replicas",
                "cores",
                "memory",
                "max_connections",
                "cpu",
                "sigma",
                "rules");
        return new Platform.Ingress(
                node.text("name"),
                node.text("namespace"),
                node.get("engine").oneOf("nginx", "envoy"),
                node.text("version"),
                node.text("team"),
                sections.byRegion(node.get("replicas"), replicas -> replicas.integer(1, 32)),
                node.get("cores").number(0.1, 64),
                node.get("memory").bytes(),
                node.get("max_connections").integer(1, 1_000_000),
                EstateFile.mean(node.get("cpu")),
                EstateFile.sigma(node, 0.4),
                node.get("rules").items().stream().map(EstatePlatform::rule).toList());
    }

    private static Platform.IngressRule rule(YamlNode node) {
        node.keys("host", "path", "service");
        return new Platform.IngressRule(
                node.text("host"), node.text("path", "/"), node.text("service"));
    }

    private static Platform.Mesh mesh(YamlNode node) {
        node.keys(
                "engine",
                "version",
                "namespace",
                "team",
                "mutual_tls",
                "sidecar",
                "hop",
                "sigma",
                "cpu",
                "max_connections",
                "max_pending",
                "eject_after",
                "eject_for");
        var sidecar = node.get("sidecar").keys("cores", "memory");
        return new Platform.Mesh(
                node.get("engine").oneOf("istio"),
                node.text("version"),
                node.text("namespace"),
                node.text("team"),
                node.get("mutual_tls").oneOf("STRICT", "PERMISSIVE"),
                sidecar.get("cores").number(0.01, 8),
                sidecar.get("memory").bytes(),
                EstateFile.mean(node.get("hop")),
                EstateFile.sigma(node, 0.4),
                EstateFile.mean(node.get("cpu")),
                node.get("max_connections").integer(1, 1_000_000),
                node.get("max_pending").integer(1, 1_000_000),
                node.get("eject_after").integer(1, 1000),
                EstateFile.seconds(node.get("eject_for")));
    }

    private static Platform.Dns dns(YamlNode node, Sections sections) {
        node.keys("engine", "version", "namespace", "team", "replicas", "cache");
        return new Platform.Dns(
                node.get("engine").oneOf("coredns"),
                node.text("version"),
                node.text("namespace"),
                node.text("team"),
                node.get("replicas").integer(1, 32),
                EstateFile.seconds(node.get("cache")),
                sections.all("dns_records", EstatePlatform::record));
    }

    private static Platform.DnsRecord record(YamlNode node) {
        node.keys("name", "type", "value", "ttl", "component");
        return new Platform.DnsRecord(
                node.text("name"),
                node.get("type").oneOf("A", "CNAME", "SRV"),
                node.text("value"),
                EstateFile.seconds(node.get("ttl")),
                node.text("component"));
    }

    private static Platform.Certificate certificate(YamlNode node) {
        node.keys("name", "hosts", "issuer", "terminator", "team", "expires_in", "renew_before");
        long notAfter = node.get("expires_in").seconds();
        long before = node.find("renew_before").map(YamlNode::seconds).orElse(0);
        if (before < 0 || (before > 0 && before > notAfter)) {
            throw node.get("renew_before").error("it would have been renewed before the start");
        }
        return new Platform.Certificate(
                node.text("name"),
                node.get("hosts").textItems(),
                node.text("issuer"),
                node.text("terminator"),
                node.text("team"),
                notAfter,
                before > 0,
                before);
    }

    private static Platform.Secret secret(YamlNode node) {
        node.keys("name", "of", "services", "rotated_days_ago");
        return new Platform.Secret(
                node.text("name"),
                node.text("of"),
                node.find("services").map(YamlNode::textItems).orElse(List.of()),
                node.get("rotated_days_ago").integer(0, 10_000));
    }
}
