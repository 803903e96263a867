// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Total;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Platform;
import java.util.List;

/// The series of nodes' network stacks, of name servers and of certificates.
final class NetworkMetrics {
    private NetworkMetrics() {}

    static void add(World world, List<Row> rows) {
        for (int node = 0; node < world.nodeList.size(); node++) {
            node(world, node, rows);
        }
        world.estate
                .platform()
                .ifPresent(platform -> {
                    for (int region = 0; region < world.regions; region++) {
                        names(world, platform.dns(), region, rows);
                    }
                    platform.certificates().forEach(certificate -> certificate(certificate, rows));
                });
    }

    private static void node(World world, int node, List<Row> rows) {
        var name = world.nodeList.get(node).name();
        var labels =
                Labels.of(
                        "job",
                        "node-exporter",
                        "instance",
                        name + ":9100",
                        "node",
                        name,
                        "region",
                        world.estate.regions().get(world.nodeRegion[node]).name());
        add(
                rows,
                "node_nf_conntrack_entries",
                labels,
                (_, _, frame, _) -> Math.rint(frame.at(Gauge.Link.CONNECTIONS, node)));
        add(
                rows,
                "node_nf_conntrack_entries_limit",
                labels,
                (snapshot, _, _, second) -> snapshot.controls(second - 1).connectionLimit(name));
        add(
                rows,
                "node_nf_conntrack_stat_drop",
                labels,
                (_, scrape, _, _) -> scrape.totals.at(Total.Link.DROPS, node));
        add(
                rows,
                "node_sockstat_TCP_tw",
                labels,
                (_, _, frame, _) -> Math.rint(frame.at(Gauge.Link.TIME_WAIT, node)));
        add(
                rows,
                "node_netstat_Tcp_OutSegs",
                labels,
                (_, scrape, _, _) -> scrape.totals.at(Total.Link.SEGMENTS, node));
        add(
                rows,
                "node_netstat_Tcp_RetransSegs",
                labels,
                (_, scrape, _, _) -> scrape.totals.at(Total.Link.RETRANSMITS, node));
    }

    private static void names(World world, Platform.Dns dns, int region, List<Row> rows) {
        var regionName = world.estate.regions().get(region).name();
        var labels =
                Labels.of(
                        "job",
                        dns.engine(),
                        "instance",
                        dns.engine() + "." + regionName + ":9153",
                        "namespace",
                        dns.namespace(),
                        "region",
                        regionName);
        add(
                rows,
                "coredns_dns_responses_total",
                labels.with("rcode", "NOERROR"),
                (_, scrape, _, _) -> scrape.totals.at(Total.Names.FOUND, region));
        add(
                rows,
                "coredns_dns_responses_total",
                labels.with("rcode", "SERVFAIL"),
                (_, scrape, _, _) -> scrape.totals.at(Total.Names.FAILED, region));
    }

    private static void certificate(Platform.Certificate certificate, List<Row> rows) {
        for (var host : certificate.hosts()) {
            var labels =
                    Labels.of(
                            Labels.NAME,
                            "probe_ssl_earliest_cert_expiry",
                            "job",
                            "blackbox",
                            "instance",
                            "https://" + host);
            rows.add(
                    new InstantRow(
                            labels,
                            (snapshot, _, _, second) ->
                                    snapshot.controls(second - 1)
                                            .notAfterSeconds(certificate.name())));
        }
    }

    private static void add(List<Row> rows, String name, Labels labels, FixedRow.Reading reading) {
        rows.add(new FixedRow(labels.with(Labels.NAME, name), reading));
    }

    /// What nodes, names, certificates and calls to others' zones expose.
    static final List<MetricMetadata> METRICS =
            List.of(
                    Instrument.gauge("node_nf_conntrack_entries", "Connections in the table."),
                    Instrument.gauge("node_nf_conntrack_entries_limit", "Room in the table."),
                    Instrument.counter(
                            "node_nf_conntrack_stat_drop", "Packets without room in it."),
                    Instrument.gauge("node_sockstat_TCP_tw", "Sockets in TIME_WAIT."),
                    Instrument.counter("node_netstat_Tcp_OutSegs", "TCP segments sent."),
                    Instrument.counter("node_netstat_Tcp_RetransSegs", "TCP segments sent again."),
                    Instrument.counter("coredns_dns_responses_total", "Names answered, by rcode."),
                    Instrument.gauge(
                            "probe_ssl_earliest_cert_expiry",
                            "When the certificate ends, seconds since 1970."),
                    Instrument.counter(
                            "envoy_cluster_zone_upstream_rq_total",
                            "Calls to others' zones, by class of the answer's status."));
}
