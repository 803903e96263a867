// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.plan;

import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// An estate's parts and their owners as Markdown tables.
public final class EstatePage {
    private final Estate estate;
    private final EstatePlan plan;
    private final Links links;
    private final StringBuilder text = new StringBuilder();

    private EstatePage(Estate estate) {
        this.estate = estate;
        plan = EstatePlan.of(estate);
        links = new Links(estate);
    }

    /// The tables, each under a heading of the second level.
    public static String markdown(Estate estate) {
        return new EstatePage(estate).write();
    }

    private String write() {
        routes();
        services();
        databases();
        caches();
        topics();
        stores();
        thirdParties();
        jobs();
        return text.toString();
    }

    private void table(String heading, String... columns) {
        text.append("\n## ").append(heading).append("\n\n");
        row((Object[]) columns);
        text.append("|").append("---|".repeat(columns.length)).append('\n');
    }

    private void row(Object... cells) {
        for (var cell : cells) {
            text.append("| ").append(cell).append(' ');
        }
        text.append("|\n");
    }

    private void routes() {
        text.append(
                String.format(
                        Locale.ROOT,
                        "%.0f requests a second at the start, %.1f spans a request, %.0f log lines a second.\n",
                        plan.requestsPerSecond(),
                        plan.spansPerRequest(),
                        plan.linesPerSecond()));
        table("Routes", "route", "requests/s", "calls in its tree", "deep", "spans");
        for (var tree : plan.trees()) {
            row(
                    tree.entry(),
                    number(tree.ratePerSecond()),
                    tree.calls(),
                    tree.depth(),
                    number(tree.spans()));
        }
    }

    private void services() {
        table(
                "Services",
                "service",
                "what it does",
                "team",
                "tier",
                "in",
                "version",
                "pods",
                "cores",
                "requests/s",
                "CPU");
        for (var service : estate.services()) {
            var uses =
                    plan.workloads().stream()
                            .filter(use -> use.service().equals(service.name()))
                            .toList();
            row(
                    service.name(),
                    service.description(),
                    service.team(),
                    service.tier(),
                    service.language().name().toLowerCase(Locale.ROOT),
                    service.version(),
                    join(service.replicas()),
                    service.cores(),
                    number(uses.stream().mapToDouble(EstatePlan.Workload::ratePerSecond).sum()),
                    percents(uses.stream().map(EstatePlan.Workload::utilisation).toList()));
        }
    }

    private void databases() {
        table("Databases", "database", "team", "cores", "CPU", "connections", "tables", "used by");
        for (var database : estate.databases()) {
            var uses =
                    plan.databases().stream()
                            .filter(use -> use.database().equals(database.name()))
                            .toList();
            row(
                    database.name(),
                    database.team(),
                    join(database.cores()),
                    percents(uses.stream().map(EstatePlan.DatabaseUse::utilisation).toList()),
                    join(uses.stream().map(EstatePlan.DatabaseUse::connections).toList())
                            + " of "
                            + database.maxConnections(),
                    database.tables().stream()
                            .map(table -> table.name() + " " + count(table.rows()))
                            .collect(Collectors.joining(", ")),
                    callers(database.name()));
        }
    }

    private void caches() {
        table(
                "Caches",
                "cache",
                "team",
                "shards",
                "memory",
                "eviction",
                "hits",
                "commands/s",
                "used by");
        for (var cache : estate.caches()) {
            double rate =
                    plan.caches().stream()
                            .filter(use -> use.cache().equals(cache.name()))
                            .mapToDouble(EstatePlan.CacheUse::ratePerSecond)
                            .sum();
            row(
                    cache.name(),
                    cache.team(),
                    cache.shards(),
                    bytes(cache.usedBytes()) + " of " + bytes(cache.memoryBytes()),
                    cache.evictionPolicy(),
                    percents(List.of(cache.hitRatio())),
                    number(rate),
                    callers(cache.name()));
        }
    }

    private void topics() {
        table("Topics", "topic", "what is in it", "team", "partitions", "messages/s", "from", "to");
        for (var queue : estate.queues()) {
            row(
                    queue.name(),
                    queue.description(),
                    queue.team(),
                    queue.partitions(),
                    number(flow(queue.name())),
                    callers(queue.name()),
                    queue.consumers().stream()
                            .map(group -> group.service() + "/" + group.operation())
                            .collect(Collectors.joining(", ")));
        }
    }

    private void stores() {
        table("Object store and search", "component", "team", "keeps", "used by");
        for (var store : estate.objectStores()) {
            var keeps = new ArrayList<String>();
            store.buckets().forEach(b -> keeps.add(b.name() + " " + count(b.objects())));
            row(store.name(), store.team(), String.join(", ", keeps), callers(store.name()));
        }
        for (var cluster : estate.searchClusters()) {
            var keeps = new ArrayList<String>();
            cluster.indexes().forEach(i -> keeps.add(i.name() + " " + count(i.documents())));
            row(cluster.name(), cluster.team(), String.join(", ", keeps), callers(cluster.name()));
        }
    }

    private void thirdParties() {
        table(
                "Third parties",
                "company",
                "what it does",
                "team",
                "host",
                "requests/s",
                "quota",
                "used by");
        for (var party : estate.thirdParties()) {
            row(
                    party.name(),
                    party.description(),
                    party.team(),
                    party.host(),
                    number(flow(party.name())),
                    party.quotaPerSecond() == 0 ? "none" : number(party.quotaPerSecond()),
                    callers(party.name()));
        }
    }

    private void jobs() {
        table("Jobs", "job", "what it does", "team", "schedule", "where", "runs for", "calls");
        for (var job : estate.jobs()) {
            row(
                    job.name(),
                    job.description(),
                    job.team(),
                    "`" + job.schedule() + "`",
                    job.region().isEmpty() ? "everywhere" : job.region(),
                    job.runsForSeconds() + " s",
                    job.loads().stream()
                            .map(load -> load.target() + "/" + load.operation())
                            .collect(Collectors.joining(", ")));
        }
    }

    // ---- cells

    private double flow(String component) {
        return plan.flows().stream()
                .filter(flow -> flow.component().equals(component))
                .mapToDouble(EstatePlan.Flow::ratePerSecond)
                .sum();
    }

    private String callers(String component) {
        return String.join(", ", new TreeSet<>(links.callersOf(component)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String join(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining("/"));
    }

    private static String percents(List<Double> shares) {
        return shares.stream()
                        .map(share -> String.format(Locale.ROOT, "%.0f", 100 * share))
                        .collect(Collectors.joining("/"))
                + " %";
    }

    private static String count(long things) {
        return things < 10_000
                ? String.valueOf(things)
                : things < 1_000_000 ? things / 1000 + " k" : things / 1_000_000 + " M";
    }

    private static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / 0x1p30);
    }
}
