// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.syntax.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// The sections of all files of an estate, as if they stood in one: lists go on in the next file, all
/// else may be given once.
final class Sections {
    private static final List<String> LISTS =
            List.of(
                    "teams",
                    "regions",
                    "services",
                    "databases",
                    "caches",
                    "brokers",
                    "queues",
                    "object_stores",
                    "search_clusters",
                    "third_parties",
                    "routes",
                    "slos",
                    "jobs",
                    "autoscalers",
                    "flags",
                    "dns_records",
                    "certificates",
                    "secrets");
    private static final List<String> ONCE =
            List.of(
                    "estate",
                    "company",
                    "namespace",
                    "traffic",
                    "files",
                    "alertmanager",
                    "ingress",
                    "mesh",
                    "dns",
                    "monitoring",
                    "business");

    private final YamlNode first;
    private final Map<String, List<YamlNode>> sections = new TreeMap<>();
    private final List<String> regions;

    /// `files` are their roots; the first is named in errors about what is nowhere.
    Sections(List<YamlNode> files) {
        first = files.getFirst();
        var known = new ArrayList<>(ONCE);
        known.addAll(LISTS);
        for (var file : files) {
            file.keys(known.toArray(String[]::new)).entries().forEach(this::add);
        }
        regions = items("regions").stream().map(region -> region.text("name")).toList();
    }

    private void add(String name, YamlNode section) {
        var parts = sections.computeIfAbsent(name, _ -> new ArrayList<>());
        if (!parts.isEmpty() && ONCE.contains(name)) {
            throw section.error(
                    "\"" + name + "\" is given twice", "It is also in " + parts.getFirst().file());
        }
        parts.add(section);
    }

    Optional<YamlNode> find(String name) {
        return sections.getOrDefault(name, List.of()).stream().findFirst();
    }

    /// The section, or the first part of it.
    YamlNode get(String name) {
        return find(name).orElseThrow(() -> first.error("missing key \"" + name + "\""));
    }

    /// The items of a list in all files, in their order.
    List<YamlNode> items(String name) {
        var items = new ArrayList<YamlNode>();
        sections.getOrDefault(name, List.of()).forEach(part -> items.addAll(part.items()));
        return Collections.unmodifiableList(items);
    }

    /// What `read` makes of every item of a list.
    <T> List<T> all(String name, Function<YamlNode, T> read) {
        return items(name).stream().map(read).toList();
    }

    /// The namespace of what does not say its own.
    String namespace(YamlNode component) {
        return component.text("namespace", get("namespace").text());
    }

    /// A value by region: `node` is one for all, or a mapping with each region's name.
    <T> List<T> byRegion(YamlNode node, Function<YamlNode, T> read) {
        if (!node.isMap()) {
            return Collections.nCopies(regions.size(), read.apply(node));
        }
        node.keys(regions.toArray(String[]::new));
        return regions.stream().map(region -> read.apply(node.get(region))).toList();
    }
}
