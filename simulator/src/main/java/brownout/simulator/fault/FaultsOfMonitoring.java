// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.List;
import java.util.Map;

/// What a [MonitoringFault] comes to.
final class FaultsOfMonitoring {
    private FaultsOfMonitoring() {}

    static List<Scheduled> effects(MonitoringFault fault, int tick) {
        var effect = new Scheduled(tick, effect(fault), actor(fault));
        return fault instanceof MonitoringFault.LabelExplosion(var service, var version, _, _, _)
                ? List.of(
                        new Scheduled(
                                tick, new Effect.Deploy(service, version, Map.of()), "deploy-bot"),
                        effect)
                : List.of(effect);
    }

    /// Who announces it, or "".
    private static String actor(MonitoringFault fault) {
        return switch (fault) {
            case MonitoringFault.OverlappingRoute(var actor, _, _, _) -> actor;
            case MonitoringFault.InhibitionLost(var actor) -> actor;
            case MonitoringFault.SampleLimitLow(var actor, _, _) -> actor;
            case MonitoringFault.ExporterDown _,
                    MonitoringFault.ScrapesFail _,
                    MonitoringFault.ScrapesTimeOut _,
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
            case MonitoringFault.ScrapesTimeOut(var job, var region, var share) ->
                    new CollectorEffect.ScrapeTimeouts(job, region, share);
            case MonitoringFault.SampleLimitLow(_, var job, var limit) ->
                    new CollectorEffect.SampleLimit(job, limit);
            case MonitoringFault.LabelRenamed(var job, var from, var to) ->
                    new CollectorEffect.RenameLabel(job, from, to);
            case MonitoringFault.LabelExplosion(
                            var service,
                            var version,
                            var metric,
                            var label,
                            var perSecond) ->
                    new CollectorEffect.Cardinality(service, "", metric, label, perSecond, version);
            case MonitoringFault.AgentsStopped(var region) ->
                    new CollectorEffect.StopAgent("", region, "", false);
            case MonitoringFault.OverlappingRoute(_, var receiver, var matchers, var groupBy) ->
                    new RoutingEffect.AddRoute(receiver, matchers, groupBy);
            case MonitoringFault.InhibitionLost _ -> new RoutingEffect.DropInhibition();
            case MonitoringFault.AlertmanagersApart _ -> new RoutingEffect.PartCluster();
        };
    }
}
