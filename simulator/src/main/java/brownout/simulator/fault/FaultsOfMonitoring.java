// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.silent;

import java.util.List;

/// What a [MonitoringFault] comes to.
final class FaultsOfMonitoring {
    private FaultsOfMonitoring() {}

    static List<Scheduled> effects(MonitoringFault fault, int tick) {
        return List.of(silent(tick, effect(fault)));
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
        };
    }
}
