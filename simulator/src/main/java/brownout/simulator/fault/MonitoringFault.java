// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What is wrong with what watches the estate, not with the estate: entries 58 to 61 of the catalogue.
/// See [CollectorEffect] for what a `job` is, [RoutingEffect] for how matchers are written.
public sealed interface MonitoringFault extends Fault {
    /// The exporter of `job` has crashed and answers nobody.
    record ExporterDown(String job, String region) implements MonitoringFault {}

    /// The exporter of `job` answers a `share` (0..1) of scrapes with status 500.
    record ScrapesFail(String job, String region, double share) implements MonitoringFault {}

    /// The exporter of `job` answers a `share` (0..1) of scrapes later than Prometheus waits.
    record ScrapesTimeOut(String job, String region, double share) implements MonitoringFault {}

    /// A change of the scrape configuration by `actor` takes no more than `limit` samples of a target of
    /// `job`, which has more.
    record SampleLimitLow(String actor, String job, int limit) implements MonitoringFault {}

    /// A change of the relabelling gives the label `from` of all that `job` exposes another name.
    record LabelRenamed(String job, String from, String to) implements MonitoringFault {}

    /// With a release `service` begins to expose `metric` with a `label` that has `perSecond` new values a
    /// second.
    record LabelExplosion(
            String service, String version, String metric, String label, double perSecond)
            implements MonitoringFault {}

    /// The log agents of `region` ("" = all) have stopped.
    record AgentsStopped(String region) implements MonitoringFault {}

    /// `actor` adds a route that tells `receiver` of what others tell of already, grouped by `groupBy`.
    record OverlappingRoute(String actor, String receiver, String matchers, String groupBy)
            implements MonitoringFault {}

    /// A change of the configuration by `actor` has lost the inhibition rules.
    record InhibitionLost(String actor) implements MonitoringFault {}

    /// The Alertmanagers do not hear of each other, so each of them tells.
    record AlertmanagersApart() implements MonitoringFault {}
}
