// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.simulator.estate.Estate;
import brownout.web.pages.RunbookView.Fact;
import brownout.web.pages.RunbookView.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the estate's files say of a service: what was planned, whatever has become of it since.
final class ServiceFacts {
    private ServiceFacts() {}

    static List<Section> of(
            Estate.Service service, Estate estate, List<String> alerts, String base) {
        var sections = new ArrayList<Section>();
        sections.add(new Section("Owner", owner(service, estate)));
        sections.add(new Section("Planned", planned(service, estate)));
        add(sections, "Objectives", objectives(service, estate));
        add(
                sections,
                "Answers",
                service.operations().stream()
                        .map(operation -> new Fact(operation.method(), operation.route(), ""))
                        .toList());
        add(sections, "Depends on", callees(service, estate, base));
        add(sections, "Called by", callers(service, estate, base));
        add(
                sections,
                "Flags",
                estate.flags().stream()
                        .filter(flag -> flag.service().equals(service.name()))
                        .map(flag -> new Fact(flag.name(), flag.description(), ""))
                        .toList());
        add(
                sections,
                "Alerts that may name it",
                alerts.stream()
                        .map(alert ->
                                new Fact(
                                        alert,
                                        "",
                                        base + "/alerts/" + alert + "?service=" + service.name()))
                        .toList());
        return sections;
    }

    private static void add(List<Section> sections, String title, List<Fact> facts) {
        if (!facts.isEmpty()) {
            sections.add(new Section(title, facts));
        }
    }

    private static List<Fact> owner(Estate.Service service, Estate estate) {
        var facts = new ArrayList<Fact>();
        estate.teams().stream()
                .filter(team -> team.name().equals(service.team()))
                .forEach(team ->
                        facts.add(
                                new Fact(
                                        team.name(),
                                        team.channel() + ", " + team.description(),
                                        "")));
        if (facts.isEmpty()) {
            facts.add(new Fact(service.team(), "", ""));
        }
        facts.add(new Fact("Tier " + service.tier(), tier(service.tier()), ""));
        facts.add(new Fact("Written in", service.language().name().toLowerCase(Locale.ROOT), ""));
        return facts;
    }

    private static String tier(int tier) {
        return switch (tier) {
            case 1 -> "customers notice at once";
            case 2 -> "customers notice soon, or some of them";
            default -> "customers seldom notice";
        };
    }

    private static List<Fact> planned(Estate.Service service, Estate estate) {
        var facts = new ArrayList<Fact>();
        var pods = new ArrayList<String>();
        for (int region = 0; region < estate.regions().size(); region++) {
            pods.add(service.replicas(region) + " in " + estate.regions().get(region).name());
        }
        facts.add(new Fact("Pods", String.join(", ", pods), ""));
        facts.add(
                new Fact(
                        "Limits",
                        String.format(
                                Locale.ROOT,
                                "%s cores, %d MiB",
                                Text.points(service.cores()),
                                service.memoryBytes() >> 20),
                        ""));
        facts.add(new Fact("At once", service.workers() + " requests a pod", ""));
        estate.autoscalers().stream()
                .filter(scaler -> scaler.service().equals(service.name()))
                .forEach(scaler ->
                        facts.add(
                                new Fact(
                                        "Autoscaler",
                                        "%d to %d pods a region, aims at %d %% CPU"
                                                .formatted(
                                                        scaler.minimum(),
                                                        scaler.maximum(),
                                                        Math.round(
                                                                scaler.targetUtilisation() * 100)),
                                        "")));
        for (var pool : service.pools()) {
            facts.add(
                    new Fact(
                            "Pool",
                            pool.name() + " to " + pool.database() + ", size by " + pool.sizeKey(),
                            ""));
        }
        return facts;
    }

    private static List<Fact> objectives(Estate.Service service, Estate estate) {
        return estate.slos().stream()
                .filter(slo -> slo.service().equals(service.name()))
                .map(slo ->
                        new Fact(
                                slo.name(),
                                Text.points(slo.objective() * 100)
                                        + " % of "
                                        + slo.operation()
                                        + " without a 5xx",
                                ""))
                .toList();
    }

    private static List<Fact> callees(Estate.Service service, Estate estate, String base) {
        var called = new TreeMap<String, TreeSet<String>>();
        var without = new TreeSet<String>();
        for (var operation : service.operations()) {
            for (var call : operation.calls()) {
                called.computeIfAbsent(call.target(), _ -> new TreeSet<>()).add(call.operation());
                if (call.critical()) {
                    without.add(call.target());
                }
            }
            if (operation.consumes()) {
                called.computeIfAbsent(operation.route(), _ -> new TreeSet<>()).add("reads");
                without.add(operation.route());
            }
        }
        return called.entrySet().stream()
                .map(each ->
                        new Fact(
                                each.getKey(),
                                String.join(", ", each.getValue())
                                        + (without.contains(each.getKey())
                                                ? ""
                                                : " (does without)"),
                                link(each.getKey(), estate, base)))
                .toList();
    }

    private static List<Fact> callers(Estate.Service service, Estate estate, String base) {
        return estate.services().stream()
                .filter(caller ->
                        caller.operations().stream()
                                .flatMap(operation -> operation.calls().stream())
                                .anyMatch(call -> call.target().equals(service.name())))
                .map(caller -> new Fact(caller.name(), "", link(caller.name(), estate, base)))
                .toList();
    }

    private static String link(String name, Estate estate, String base) {
        return estate.service(name).isPresent() ? base + "/services/" + name : "";
    }

    /// What can be done to this service and to no other, as Markdown.
    static String actions(Estate.Service service, Estate estate) {
        var lines = new ArrayList<String>();
        for (var pool : service.pools()) {
            lines.add("pool " + service.name() + " " + pool.database() + " --size N");
        }
        service.operations().stream()
                .flatMap(operation -> operation.calls().stream())
                .filter(call -> call.policy().breaker())
                .map(Estate.Call::target)
                .distinct()
                .forEach(callee ->
                        lines.add("breaker " + service.name() + " " + callee + " --state STATE"));
        estate.flags().stream()
                .filter(flag -> flag.service().equals(service.name()))
                .forEach(flag -> lines.add("flag " + flag.name() + " --share PERCENT"));
        var text = new StringBuilder();
        lines.forEach(line -> text.append("\n\n```action\n").append(line).append("\n```"));
        return text.toString();
    }
}
