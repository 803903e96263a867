// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.simulator.engine.Total;
import brownout.simulator.engine.World;
import brownout.simulator.estate.ProviderZones;
import java.util.List;

/// What the proxy on the way out counts of calls to third parties, by the zone that they went to.
final class PartyMetrics {
    private static final String REQUESTS = "envoy_cluster_zone_upstream_rq_total";

    private PartyMetrics() {}

    static void add(World world, List<Row> rows) {
        for (int region = 0; region < world.regions; region++) {
            for (int party = 0; party < world.thirdParties; party++) {
                for (int zone = 0; zone < ProviderZones.COUNT; zone++) {
                    add(world, party, region, zone, rows);
                }
            }
        }
    }

    private static void add(World world, int party, int region, int zone, List<Row> rows) {
        var from = world.estate.regions().get(region).name();
        int at = world.zone(party, region, zone);
        var labels =
                Labels.of(
                        "job",
                        "egress",
                        "instance",
                        "egress." + from + ":15090",
                        "namespace",
                        world.estate.namespace(),
                        "region",
                        from,
                        "peer_service",
                        world.estate.thirdParties().get(party).name(),
                        "peer_zone",
                        ProviderZones.name(from, zone));
        row(labels.with("response_code_class", "2xx"), Total.Zone.ANSWERED, at, rows);
        row(labels.with("response_code_class", "5xx"), Total.Zone.FAILED, at, rows);
    }

    private static void row(Labels labels, Total total, int at, List<Row> rows) {
        rows.add(
                new FixedRow(
                        labels.with(Labels.NAME, REQUESTS),
                        (_, scrape, _, _) -> scrape.totals.at(total, at)));
    }
}
