// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import java.util.ArrayList;
import java.util.List;

/// Small estates of a seed, written as text and read as files are: 3 to 8 services in tiers, 1 to 3
/// regions, databases with replicas, caches, a topic with a consumer, a third party, an object store,
/// a search cluster, and in most of them a platform, a monitoring stack, a business, jobs by the clock and
/// operations with sentences of their own. Pods have room for about twice what comes.
final class RandomEstate {
    private static final List<String> NAMES =
            List.of("web", "shop", "cart", "stock", "price", "ship", "gift", "mail");
    private static final List<String> REGIONS = List.of("north", "south", "east");
    private static final int[] LAST_OF_TIER = {0, 2, 4, 7};

    private final Draw draw;
    private final int regions;
    private final int services;
    private final boolean hasCache;
    private final boolean hasTopic;
    private final boolean hasSecondDatabase;
    private final boolean hasPlatform;
    private final boolean hasMonitoring;
    private final boolean hasBusiness;
    private final boolean hasJobs;
    private final Draw words;
    private final List<List<Op>> ops = new ArrayList<>();

    /// A call as its line says it, and whom it reaches: (-1: no service).
    private record Call(String line, int service, int op, double probability) {}

    private record Op(String name, String entry, int cpuMicros, String more, List<Call> calls) {}

    private RandomEstate(Draw draw) {
        this.draw = draw;
        regions = draw.between(1, 3);
        services = draw.between(3, 8);
        hasCache = draw.chance(0.85);
        hasTopic = draw.chance(0.8);
        hasSecondDatabase = draw.chance(0.5);
        hasPlatform = draw.chance(0.75);
        hasMonitoring = draw.chance(0.75);
        words = draw.part(9); // so that what is said changes nothing else
        hasBusiness = words.chance(0.7);
        hasJobs = draw.part(10).chance(0.7);
        for (int service = 0; service < services; service++) {
            ops.add(operations(service));
        }
    }

    static Estate of(long seed) {
        return EstateFile.read("random-" + seed + ".yaml", text(seed));
    }

    static String text(long seed) {
        return new RandomEstate(new Draw(seed)).text();
    }

    private static int tier(int service) {
        int tier = 0;
        while (service > LAST_OF_TIER[tier]) {
            tier++;
        }
        return tier;
    }

    // ---- services

    private List<Op> operations(int service) {
        var name = NAMES.get(service);
        var made = new ArrayList<Op>();
        made.add(operation(service, "read", "http: GET /" + name));
        if (draw.chance(0.6)) {
            made.add(operation(service, "write", "http: \"POST /" + name + "/{id}\""));
        }
        if (hasTopic && service == services - 1) {
            var calls = new ArrayList<Call>();
            calls.add(leaf("{to: main-db/change, timeout: 2s, retries: 1}"));
            made.add(new Op("handle", "consumes: events", 3000, says(HANDLED), calls));
        }
        return made;
    }

    private Op operation(int service, String name, String entry) {
        var calls = new ArrayList<Call>();
        if (hasCache && draw.chance(0.5)) {
            calls.add(leaf("{to: redis-main/fetch, timeout: 250ms}"));
            if (draw.chance(0.8)) {
                calls.add(leaf("{to: main-db/find, on: miss, timeout: 1s" + retries() + "}"));
            }
            if (draw.chance(0.3)) {
                calls.add(leaf("{to: redis-main/store, timeout: 250ms, critical: false}"));
            }
        }
        if (draw.chance(0.5)) {
            calls.add(leaf("{to: main-db/" + draw.any("find", "change") + timeout() + "}"));
        }
        if (hasSecondDatabase && draw.chance(0.3)) {
            calls.add(leaf("{to: second-db/look" + timeout() + "}"));
        }
        if (service == 1 || draw.chance(0.15)) {
            calls.add(leaf("{to: bank/charge, probability: 30%" + timeout() + policy() + "}"));
        }
        if (draw.chance(0.15)) {
            calls.add(leaf("{to: files/put, probability: 20%, timeout: 1s}"));
        }
        if (draw.chance(0.15)) {
            calls.add(leaf("{to: search/find, timeout: 800ms, critical: false}"));
        }
        for (int n = draw.between(service == 0 ? 1 : 0, 2); n > 0; n--) {
            addServiceCall(service, calls);
        }
        if (hasTopic && service < services - 1 && draw.chance(0.35)) {
            calls.add(leaf("{to: events/publish, timeout: 500ms}"));
        }
        var more = draw.chance(0.3) ? ", errors: 0.2%" : "";
        if (draw.chance(0.2)) {
            more += ", declines: {status: " + draw.any(404, 409) + ", ratio: 3%";
            more += says(List.of("no {thing|other} for {user}", "not {id}")) + "}";
        }
        boolean asks = calls.stream().anyMatch(call -> call.line().contains("main-db/"));
        if (asks && draw.chance(0.3)) {
            more += ", transaction: main-db";
        }
        more += says(hasBusiness ? BOUGHT : DONE);
        return new Op(name, entry, draw.between(1, 12) * 1000, more, calls);
    }

    private static final List<String> DONE =
            List.of(
                    "thing {id} done",
                    "{user}: {items} things, {3-400} g",
                    "in {ms} ms, see {ref}");
    private static final List<String> BOUGHT =
            List.of(
                    "bought for {amount} {currency}",
                    "{user}: {items} things",
                    "went {north|by sea}");
    private static final List<String> HANDLED =
            List.of("took {message}", "{ref} - {1-9} of {user}", "ERROR-free, {ms} ms");

    /// Some of the sentences, or none.
    private String says(List<String> sentences) {
        var some = sentences.stream().filter(_ -> words.chance(0.5)).toList();
        return some.isEmpty() ? "" : ", says: [\"" + String.join("\", \"", some) + "\"]";
    }

    /// Calls an operation of the next tier that has been or will be made: every service has `read`.
    private void addServiceCall(int service, List<Call> calls) {
        int first = LAST_OF_TIER[Math.min(tier(service), 3)] + 1;
        int last = Math.min(services, tier(service) < 3 ? LAST_OF_TIER[tier(service) + 1] + 1 : 0);
        if (first >= last) {
            return;
        }
        int callee = draw.between(first, last - 1);
        double probability = draw.any(1.0, 0.5);
        var line =
                "{to: "
                        + NAMES.get(callee)
                        + "/read, probability: "
                        + (int) (probability * 100)
                        + "%"
                        + timeout()
                        + policy()
                        + (draw.chance(0.3) ? ", critical: false" : "")
                        + "}";
        calls.add(new Call(line, callee, 0, probability));
    }

    private static Call leaf(String line) {
        return new Call(line, -1, 0, 0);
    }

    private String timeout() {
        return ", timeout: " + draw.any("600ms", "1s", "3s") + retries();
    }

    private String retries() {
        return draw.chance(0.4) ? ", retries: " + draw.between(1, 2) + ", backoff: 50ms" : "";
    }

    private String policy() {
        return (draw.chance(0.4) ? ", breaker: true" : "")
                + (draw.chance(0.2) ? ", bulkhead: 30" : "");
    }

    // ---- how much there is to do

    private final double[] routeRates = new double[2];

    /// CPU seconds a second that a service needs over all regions.
    private double[] load() {
        var rates = new double[services][3];
        rates[0][0] = routeRates[0];
        if (ops.get(0).size() > 1 && !ops.get(0).get(1).name().equals("handle")) {
            rates[0][1] = routeRates[1];
        }
        var load = new double[services];
        for (int service = 0; service < services; service++) {
            for (int op = 0; op < ops.get(service).size(); op++) {
                var spec = ops.get(service).get(op);
                double rate = spec.name().equals("handle") ? routeRates[0] * 3 : rates[service][op];
                load[service] += rate * spec.cpuMicros() / 1e6;
                for (var call : spec.calls()) {
                    if (call.service() >= 0) {
                        rates[call.service()][call.op()] += rate * call.probability();
                    }
                }
            }
        }
        return load;
    }

    // ---- text

    private String text() {
        routeRates[0] = draw.between(15, 40);
        routeRates[1] = draw.between(5, 15);
        var text = new StringBuilder();
        text.append("estate: random\ncompany: Random\nnamespace: production\n");
        text.append("traffic: {daily: 0.3, half_daily: 0.1, noise: ").append(draw.any(0, 0.05));
        text.append("}\nteams:\n  - {name: people, channel: \"#people\", description: All}\n");
        addRegions(text);
        text.append("routes:\n  - {to: web/read, rate: ").append(routeRates[0]).append("}\n");
        if (ops.getFirst().size() > 1) {
            text.append("  - {to: web/write, rate: ").append(routeRates[1]).append("}\n");
        }
        text.append("slos:\n  - {name: read, of: web/read, objective: 99.5%}\n");
        var load = load();
        text.append("services:\n");
        for (int service = 0; service < services; service++) {
            addService(text, service, load[service]);
        }
        addStores(text);
        if (draw.chance(0.7)) {
            text.append("autoscalers:\n  - {service: shop, min: 1, max: 8, target: 60%}\n");
        }
        text.append(
                "flags:\n  - {name: new-way, service: web, team: people, description: A, share: 30%}\n");
        text.append(hasJobs ? JOBS : "");
        text.append(hasPlatform ? PLATFORM : "");
        text.append(hasMonitoring ? MONITORING : "");
        text.append(hasBusiness ? BUSINESS : "");
        return text.toString();
    }

    private void addRegions(StringBuilder text) {
        var shares =
                switch (regions) {
                    case 1 -> List.of(100);
                    case 2 -> List.of(60, 40);
                    default -> List.of(45, 30, 25);
                };
        text.append("regions:\n");
        for (int region = 0; region < regions; region++) {
            var name = REGIONS.get(region);
            text.append("  - name: ").append(name);
            text.append("\n    share: ").append(shares.get(region)).append("%\n    local_time: ");
            text.append(draw.between(1, 22)).append("h\n    zones: [").append(name).append("-a, ");
            text.append(name).append("-b]\n    nodes:\n");
            for (int node = 0; node < 3; node++) {
                text.append("      - {name: node-").append(name).append('-').append(node);
                text.append(", zone: ").append(name).append(node == 1 ? "-b" : "-a");
                text.append(", kind: large, cores: 32, memory: 64Gi}\n");
            }
        }
    }

    private void addService(StringBuilder text, int service, double load) {
        var language = draw.any("java", "go", "node", "python");
        int replicas = draw.between(2, 4);
        double largest = regions == 1 ? 1 : regions == 2 ? 0.6 : 0.45;
        double cores = Math.ceil(load * largest / replicas / draw.number(0.3, 0.55) * 10) / 10;
        text.append("  - name: ").append(NAMES.get(service));
        text.append("\n    team: people\n    tier: ").append(draw.between(1, 3));
        text.append("\n    language: ").append(language);
        text.append("\n    description: Serves\n    version: 1.0.0\n    replicas: ");
        text.append(replicas).append("\n    cores: ").append(Math.max(0.2, cores));
        text.append("\n    memory: 512Mi\n    resident: 200Mi\n    workers: ");
        text.append(draw.any(16, 50, 200)).append("\n    queue: ").append(draw.any(20, 100));
        text.append("\n    config: {POOL: \"").append(draw.between(8, 20));
        text.append("\", MODE: fast, UPSTREAM_KEEPALIVE: \"1\"}\n    pools:\n");
        text.append("      - {name: main, database: main-db, size: POOL, acquire_timeout: 1s}\n");
        if (hasSecondDatabase) {
            text.append("      - {name: second, database: second-db, size: POOL");
            text.append(", acquire_timeout: 500ms}\n");
        }
        text.append("    operations:\n");
        for (var op : ops.get(service)) {
            text.append("      - {name: ").append(op.name()).append(", ").append(op.entry());
            text.append(", cpu: ").append(op.cpuMicros()).append("us").append(op.more());
            text.append(", calls: [");
            text.append(String.join(", ", op.calls().stream().map(Call::line).toList()));
            text.append("]}\n");
        }
    }

    private void addStores(StringBuilder text) {
        text.append("databases:\n").append(DATABASE);
        text.append(hasSecondDatabase ? SECOND_DATABASE : "");
        text.append(hasCache ? CACHE : "");
        text.append(hasTopic ? QUEUE.replace("CONSUMER", NAMES.get(services - 1)) : "");
        text.append(
                """
                third_parties:
                  - {name: bank, team: people, description: Charges, host: api.bank.example, QUOTA operations: [{name: charge, http: POST /charges, mean: 200ms, errors: 0.1%}]}
                """
                        .replace("QUOTA", draw.chance(0.5) ? "quota: 500," : ""));
        text.append(OTHERS);
    }

    private static final String BUSINESS =
            "business: {customers: [web], orders: [web/read], basket: 12.50, currencies: EUR}\n";
    private static final String DATABASE =
            """
              - name: main-db
                engine: postgresql
                team: people
                cores: 8
                memory: 16Gi
                max_connections: 400
                storage:
                  disk: {size: 100Gi, used: 40Gi, growth: 200Mi}
                  wal: {size: 20Gi, used: 2Gi}
                  checkpoint: 5m
                  max_wal: 4Gi
                  slots: [replica_1]
                replicas:
                  - {name: main-db-1, role: reader, cores: 4, lag: 8ms}
                tables:
                  - {name: things, rows: 90000, growth: 100, row_bytes: 300, indexes: ["things_pkey(id)", "things_user_idx(user_id, created_at)"]}
                queries:
                  - {name: find, table: things, index: things_user_idx, rows: 4, by: reader, statement: "SELECT * FROM things WHERE user_id = $1", mean: 4ms}
                  - {name: change, table: things, index: things_pkey, rows: 1, statement: "UPDATE things SET state = $2 WHERE id = $1", mean: 6ms, errors: 0.01%}
            """;
    private static final String SECOND_DATABASE =
            """
              - name: second-db
                engine: postgresql
                team: people
                cores: 4
                max_connections: 400
                queries:
                  - {name: look, statement: "SELECT 1 FROM other WHERE id = $1", mean: 3ms}
            """;
    private static final String CACHE =
            """
            caches:
              - name: redis-main
                engine: redis
                team: people
                shards: 2
                memory: 1Gi
                used: 600Mi
                eviction: allkeys-lru
                keys: 20000
                ttl: 1h
                hits: 90%
                commands:
                  - {name: fetch, command: "GET thing:?", read: true, mean: 600us}
                  - {name: store, command: "SET thing:?", read: false, mean: 700us}
            """;
    private static final String QUEUE =
            """
            brokers:
              - {name: kafka, engine: kafka, version: 3.8.0, team: people, nodes: 3, cores: 2, memory: 8Gi, disk: {size: 100Gi, used: 30Gi, growth: 2Gi}}
            queues:
              - name: events
                broker: kafka
                team: people
                description: What happened
                partitions: 4
                replication: 3
                retention: 7d
                message: 900
                publish: 3ms
                consumers:
                  - {group: handlers, to: CONSUMER/handle, max_batch: 50, max_poll: 5m, attempts: 3, dead_letters: dead}
              - {name: dead, broker: kafka, team: people, description: Failed, partitions: 1, replication: 3, retention: 14d, message: 900, publish: 3ms}
            """;
    private static final String OTHERS =
            """
            object_stores:
              - {name: files, engine: s3, team: people, host: s3.example, buckets: [{name: stuff, objects: 4000, size: 2Gi}], requests: [{name: put, method: PUT, bucket: stuff, mean: 40ms}]}
            search_clusters:
              - {name: search, engine: opensearch, version: 2.17.0, team: people, nodes: 3, cores: 2, heap: 4Gi, disk: {size: 50Gi, used: 10Gi}, indexes: [{name: all, shards: 3, replicas: 1, documents: 5000, size: 1Gi}], queries: [{name: find, index: all, http: POST /all/_search, mean: 20ms}]}
            """;
    private static final String PLATFORM =
            """
            ingress:
              name: gateway
              namespace: ingress
              engine: envoy
              version: 1.31.0
              team: people
              replicas: 2
              cores: 1
              memory: 512Mi
              max_connections: 4096
              cpu: 300us
              rules:
                - {host: www.example, service: web}
            mesh: {engine: istio, namespace: istio-system, version: 1.23.2, team: people, mutual_tls: STRICT, sidecar: {cores: 0.2, memory: 128Mi}, hop: 400us, cpu: 250us, max_connections: 1024, max_pending: 1024, eject_after: 5, eject_for: 30s}
            dns: {engine: coredns, namespace: kube-system, version: 1.11.3, team: people, replicas: 2, cache: 30s}
            dns_records:
              - {name: main-db.internal, type: CNAME, value: main-db-0, ttl: 30s, component: main-db}
            certificates:
              - {name: www, hosts: [www.example], issuer: letsencrypt, terminator: gateway, team: people, expires_in: 40d, renew_before: 30d}
            secrets:
              - {name: main-db-password, of: main-db, services: [web], rotated_days_ago: 40}
            """;
    private static final String JOBS =
            """
            jobs:
              - {name: sweep, namespace: batch, team: people, description: Tidies up, schedule: "*/2 * * * *", runs_for: 40s, cores: 0.5, memory: 256Mi, loads: [{to: main-db/change, rate: 3}]}
              - {name: remind, namespace: batch, team: people, description: Asks, schedule: "*/3 * * * *", region: north, runs_for: 1m, cores: 0.2, memory: 128Mi, loads: [{to: shop/read, rate: 2}, {to: search/find, rate: 1}]}
            """;
    private static final String MONITORING =
            """
            monitoring:
              namespace: monitoring
              team: people
              region: north
              prometheus: {version: 2.53.2, replicas: 1, cores: 4, memory: 16Gi, scrape: 15s, evaluation: 15s, retention: 15d, series_limit: 100000, bytes_per_series: 4096, disk: {size: 200Gi, used: 90Gi, growth: 6Gi}}
              scrape_jobs:
                - {name: kubernetes-pods, targets: pods, port: 9102, interval: 15s, timeout: 10s, sample_limit: 5000}
                - {name: postgres, targets: databases, port: 9187, interval: 15s, timeout: 10s}
              exporters:
                - {name: postgres-exporter, version: 0.15.0, job: postgres, cores: 0.1, memory: 64Mi}
              log_agent: {name: promtail, version: 3.1.1, cores: 0.2, memory: 128Mi, batch: 1s, buffer: 64Mi}
              loki: {version: 3.1.1, replicas: 3, cores: 2, memory: 8Gi, retention: 30d, ingest: 16Mi, bucket: stuff}
              collector: {name: otel-collector, version: 0.109.0, replicas: 2, cores: 1, memory: 2Gi, sampling: 100%, queue_batches: 1000}
              tempo: {version: 2.6.0, replicas: 2, cores: 2, memory: 8Gi, retention: 7d, bucket: stuff}
              alertmanager: {version: 0.27.0, replicas: 2}
            alertmanager:
              global: {slack_api_url: https://hooks.slack.example/services/random}
              route:
                receiver: chat
                group_by: [alertname]
                routes:
                  - {matchers: [severity="critical"], receiver: pager}
              inhibit_rules:
                - {source_matchers: [severity="critical"], target_matchers: [severity="warning"], equal: [service]}
              receivers:
                - {name: chat, slack_configs: [{channel: "#alerts", send_resolved: true}]}
                - {name: pager, pagerduty_configs: [{routing_key: people}]}
            """;
}
