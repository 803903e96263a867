// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.syntax.YamlNode;
import java.util.ArrayList;
import java.util.List;

/// What holds for what surrounds an estate's services: autoscalers, flags, ingress, names,
/// certificates, passwords and monitoring refer to parts that exist.
final class PlatformCheck {
    private final Estate estate;
    private final Sections sections;
    private final List<String> services;

    PlatformCheck(Estate estate, Sections sections) {
        this.estate = estate;
        this.sections = sections;
        services = estate.serviceNames();
    }

    void run() {
        EstateCheck.unique(sections.items("autoscalers"), "service");
        for (var section : List.of("dns_records", "certificates", "secrets")) {
            EstateCheck.unique(sections.items(section), "name");
        }
        sections.items("autoscalers").forEach(this::checkAutoscaler);
        sections.items("flags").forEach(flag -> flag.get("service").reference("service", services));
        estate.platform().ifPresent(this::checkPlatform);
        estate.monitoring().ifPresent(this::checkMonitoring);
    }

    private void checkAutoscaler(YamlNode node) {
        var name = node.get("service").reference("service", services);
        var service = estate.service(name).orElseThrow();
        int minimum = node.get("min").integer(1, 32);
        int maximum = node.get("max").integer(1, 64);
        for (int replicas : service.replicas()) {
            if (replicas < minimum || replicas > maximum) {
                throw node.error(
                        "\""
                                + name
                                + "\" starts with "
                                + replicas
                                + " replicas, not with "
                                + minimum
                                + ".."
                                + maximum);
            }
        }
    }

    private void checkPlatform(Platform platform) {
        var rules = sections.get("ingress").items("rules");
        rules.forEach(rule -> rule.get("service").reference("service", services));
        var components = new ArrayList<>(estate.componentNames());
        estate.brokers().forEach(broker -> components.add(broker.name()));
        components.add(platform.ingress().name());
        for (var record : sections.items("dns_records")) {
            record.get("component").reference("component", components);
        }
        components.add("mesh");
        for (var certificate : sections.items("certificates")) {
            certificate.get("terminator").reference("component", components);
        }
        for (var secret : sections.items("secrets")) {
            secret.get("of").reference("component", components);
            for (var service : secret.find("services").map(YamlNode::items).orElse(List.of())) {
                service.reference("service", services);
            }
        }
    }

    private void checkMonitoring(Monitoring monitoring) {
        var node = sections.get("monitoring");
        node.get("region").reference("region", estate.regionNames());
        EstateCheck.unique(node.items("scrape_jobs"), "name");
        EstateCheck.unique(node.items("exporters"), "name");
        var buckets =
                estate.objectStores().stream()
                        .flatMap(store -> store.buckets().stream())
                        .map(Estate.Bucket::name)
                        .toList();
        for (var store : List.of(node.get("loki"), node.get("tempo"))) {
            store.find("bucket").ifPresent(bucket -> bucket.reference("bucket", buckets));
        }
        if (monitoring.exporters().isEmpty()) {
            throw node.get("exporters").error("at least one exporter is needed");
        }
    }
}
