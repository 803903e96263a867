// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.query.data.LogStore;
import brownout.query.data.Matcher;
import brownout.query.data.TimeRange;
import brownout.simulator.estate.Estate;
import brownout.simulator.telemetry.Telemetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What people read where lines are written: on the node, and from the cluster. Agents have no part in
/// it, so lines are there that no log store has yet.
final class LogInspections {
    private static final int LOGS_SECONDS = 900;
    private static final int EVENTS_SECONDS = 3600;
    private static final int MOST_LINES = 500;
    private static final Pattern MESSAGE =
            Pattern.compile("\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    static final List<Inspection> ROWS =
            List.of(
                    Inspection.signals(
                            "logs",
                            "NAME [--tail N] [--region REGION]",
                            "The newest lines that a pod, a service, a database, a cache, a broker, the"
                                    + " ingress, an exporter or a node's kernel wrote, of the last"
                                    + " 15 minutes.",
                            LogInspections::logs),
                    Inspection.signals(
                            "events",
                            "[POD|SERVICE] [--tail N] [--region REGION]",
                            "What the cluster did with pods in the last hour, the newest last.",
                            LogInspections::events));

    private LogInspections() {}

    private static int tail(Arguments in) {
        return in.numberOr("--tail", 20, 1, MOST_LINES, "a whole number in 1.." + MOST_LINES);
    }

    private static List<String> logs(Arguments in, Telemetry now) {
        var estate = in.estate();
        var components = new TreeSet<String>(estate.serviceNames());
        estate.databases().forEach(each -> components.add(each.name()));
        estate.caches().forEach(each -> components.add(each.name()));
        estate.brokers().forEach(each -> components.add(each.name()));
        estate.platform().ifPresent(platform -> components.add(platform.ingress().name()));
        var nodes = new TreeSet<String>();
        estate.regions().forEach(r -> r.nodes().forEach(node -> nodes.add(node.name())));
        var exporters = exporters(now, estate, components);
        var names = new TreeSet<>(components);
        names.addAll(nodes);
        names.addAll(exporters);
        names.addAll(in.inventory().pods());
        var name = in.named(0, "component", names);
        int tail = tail(in);
        if (components.contains(name)) {
            return lines(newest(now, writtenBy(name, in.region()), LOGS_SECONDS, tail, _ -> true));
        }
        if (exporters.contains(name)) {
            return orNone(ExporterLines.newest(now, name, in.region(), LOGS_SECONDS, tail));
        }
        if (nodes.contains(name)) {
            return lines(
                    newest(
                            now,
                            List.of(Matcher.equal("node", name)),
                            LOGS_SECONDS,
                            tail,
                            _ -> true));
        }
        var pod = PodInspections.pod(in, now.snapshot(), now.nowTick());
        return lines(
                newest(
                        now,
                        writtenBy(now.snapshot().world.service(pod.service).name(), ""),
                        LOGS_SECONDS,
                        tail,
                        entry -> entry.metadata().get("pod").equals(name)));
    }

    /// Names of what is scraped and is no component that logs.
    private static Set<String> exporters(Telemetry now, Estate estate, Set<String> components) {
        var found = new TreeSet<String>();
        TargetInspections.units(now).forEach(unit -> found.add(unit.job()));
        estate.monitoring()
                .ifPresent(spec -> spec.exporters().forEach(each -> found.add(each.name())));
        found.removeAll(components);
        return found;
    }

    private static List<Matcher> writtenBy(String component, String region) {
        var matchers = new ArrayList<Matcher>();
        matchers.add(Matcher.equal("service", component));
        matchers.add(new Matcher(Matcher.Type.NOT_EQUAL, "job", "kubernetes-events"));
        if (!region.isEmpty()) {
            matchers.add(Matcher.equal("region", region));
        }
        return matchers;
    }

    /// The newest `tail` entries of the last `seconds`, oldest first.
    private static List<LogStore.Entry> newest(
            Telemetry now,
            List<Matcher> matchers,
            int seconds,
            int tail,
            Predicate<LogStore.Entry> wanted) {
        long end = now.nowSeconds() * 1000;
        var cursor =
                now.written()
                        .read(
                                matchers,
                                LogStore.LineHints.NONE,
                                TimeRange.afterMillis(end - seconds * 1000L, end),
                                LogStore.Direction.BACKWARD,
                                tail);
        var found = new ArrayList<LogStore.Entry>();
        while (found.size() < tail && cursor.next()) {
            var entry = cursor.entry();
            if (wanted.test(entry)) {
                found.add(entry);
            }
        }
        Collections.reverse(found);
        return found;
    }

    private static List<String> lines(List<LogStore.Entry> entries) {
        return orNone(entries.stream().map(LogStore.Entry::line).toList());
    }

    private static List<String> orNone(List<String> lines) {
        return lines.isEmpty()
                ? List.of("(no lines in the last " + LOGS_SECONDS / 60 + " minutes)")
                : lines;
    }

    private static List<String> events(Arguments in, Telemetry now) {
        var matchers = new ArrayList<Matcher>();
        matchers.add(Matcher.equal("job", "kubernetes-events"));
        if (!in.region().isEmpty()) {
            matchers.add(Matcher.equal("region", in.region()));
        }
        Predicate<LogStore.Entry> wanted = _ -> true;
        if (in.find(0).isPresent()) {
            var names = new TreeSet<String>(in.estate().serviceNames());
            names.addAll(in.inventory().pods());
            var name = in.named(0, "pod or service", names);
            if (in.estate().serviceNames().contains(name)) {
                matchers.add(Matcher.equal("service", name));
            } else {
                wanted = entry -> entry.metadata().get("pod").equals(name);
            }
        }
        var found = newest(now, matchers, EVENTS_SECONDS, tail(in), wanted);
        if (found.isEmpty()) {
            return List.of("No events in the last hour.");
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("LAST SEEN", "OBJECT", "MESSAGE"));
        found.forEach(entry -> rows.add(event(entry, now)));
        return Columns.lines(rows);
    }

    private static List<String> event(LogStore.Entry entry, Telemetry now) {
        var at = Instant.ofEpochSecond(0, entry.timeNanos());
        var message = MESSAGE.matcher(entry.line());
        return List.of(
                PodInspections.age((int) (now.nowSeconds() - at.getEpochSecond())),
                "pod/" + entry.metadata().get("pod"),
                message.find() ? message.group(1).replaceAll("\\\\(.)", "$1") : entry.line());
    }
}
