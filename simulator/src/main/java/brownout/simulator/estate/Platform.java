// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import java.util.List;

/// What lies between customers and services and between services: the way in, the mesh, names,
/// certificates and passwords.
public record Platform(
        Ingress ingress, Mesh mesh, Dns dns, List<Certificate> certificates, List<Secret> secrets) {
    public Platform {
        certificates = List.copyOf(certificates);
        secrets = List.copyOf(secrets);
    }

    /// The proxies that every customer's request passes first, `replicas` by region. A request costs
    /// one of them `cpuMicros`; a pod takes `maxConnections` connections.
    public record Ingress(
            String name,
            String namespace,
            String engine,
            String version,
            String team,
            List<Integer> replicas,
            double cores,
            long memoryBytes,
            int maxConnections,
            long cpuMicros,
            double sigma,
            List<IngressRule> rules) {
        public Ingress {
            replicas = List.copyOf(replicas);
            rules = List.copyOf(rules);
        }
    }

    /// Requests for `host` with `path` as a prefix go to `service`.
    public record IngressRule(String host, String path, String service) {}

    /// The sidecar proxy beside every pod of the estate's main namespace. A call passes two of them,
    /// each adding `hopMicros` and costing `cpuMicros`. One caller's pod has at most `maxConnections`
    /// to one service and `maxPending` requests waiting; a callee's pod that fails `ejectAfterErrors`
    /// times in a row gets nothing for `ejectSeconds`. `mutualTls` is `STRICT` or `PERMISSIVE`.
    public record Mesh(
            String engine,
            String version,
            String namespace,
            String team,
            String mutualTls,
            double sidecarCores,
            long sidecarMemoryBytes,
            long hopMicros,
            double sigma,
            long cpuMicros,
            int maxConnections,
            int maxPending,
            int ejectAfterErrors,
            int ejectSeconds) {}

    /// The cluster's name servers, `replicas` in each region; they remember answers `cacheSeconds`.
    public record Dns(
            String engine,
            String version,
            String namespace,
            String team,
            int replicas,
            int cacheSeconds,
            List<DnsRecord> records) {
        public Dns {
            records = List.copyOf(records);
        }
    }

    /// A name that callers of `component` resolve, and how long they may remember the answer.
    public record DnsRecord(
            String name, String type, String value, int ttlSeconds, String component) {}

    /// A certificate for `hosts`, shown by `terminator`: a component, the ingress or `mesh`. It ends
    /// `notAfterSeconds` after t0. One that is `renewed` by itself is replaced `renewBeforeSeconds`
    /// before that.
    public record Certificate(
            String name,
            List<String> hosts,
            String issuer,
            String terminator,
            String team,
            long notAfterSeconds,
            boolean renewed,
            long renewBeforeSeconds) {
        public Certificate {
            hosts = List.copyOf(hosts);
        }
    }

    /// A password of `component` that pods of `services` read when they start.
    public record Secret(String name, String component, List<String> services, int rotatedDaysAgo) {
        public Secret {
            services = List.copyOf(services);
        }
    }
}
