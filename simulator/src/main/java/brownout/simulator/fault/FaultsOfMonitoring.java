// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.List;

/// What a [MonitoringFault] comes to.
final class FaultsOfMonitoring {
    private FaultsOfMonitoring() {}

    static List<Scheduled> effects(MonitoringFault fault, int tick) {
        return List.of(new Scheduled(tick, effect(fault), actor(fault)));
    }

    /// Who announces it, or "".
    private static String actor(MonitoringFault fault) {
        return switch (fault) {
            case MonitoringFault.OverlappingRoute(var actor, _, _, _) -> actor;
            case MonitoringFault.InhibitionLost(var actor) -> actor;
            case MonitoringFault.ExporterDown _,
                    MonitoringFault.ScrapesFail _,
                    MonitoringFault.LabelRenamed _,
                    MonitoringFault.LabelExplosion _,
                    MonitoringFault.AgentsStopped _,
                    MonitoringFault.AlertmanagersApart _ ->
                    "";
        };
    }

    private static Effect effect(MonitoringFault fault) {
        return switch (fault) {
            case MonitoringFault.ExporterDown(var job, var region) ->
                    new CollectorEffect.TargetDown(job, region);
            case MonitoringFault.ScrapesFail(var job, var region, var share) ->
                    new CollectorEffect.ScrapeErrors(job, region, share);
            case MonitoringFault.LabelRenamed(var job, var from, var to) ->
                    new CollectorEffect.RenameLabel(job, from, to);
            case MonitoringFault.LabelExplosion(var job, var metric, var label, var perSecond) ->
                    new CollectorEffect.Cardinality(job, "", metric, label, perSecond);
            case MonitoringFault.AgentsStopped(var region) ->
                    new CollectorEffect.StopAgent("", region, "", false);
            case MonitoringFault.OverlappingRoute(_, var receiver, var matchers, var groupBy) ->
                    new RoutingEffect.AddRoute(receiver, matchers, groupBy);
            case MonitoringFault.InhibitionLost _ -> new RoutingEffect.DropInhibition();
            case MonitoringFault.AlertmanagersApart _ -> new RoutingEffect.PartCluster();
        };
    }
}
