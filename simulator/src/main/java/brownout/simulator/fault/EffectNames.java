// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.List;
import java.util.Optional;

/// What effects are called in scenario files and events: one row per kind of effect.
public final class EffectNames {
    /// A name and the record it stands for; the record's components are the fields beside the name.
    public record Named(String name, Class<? extends Effect> type) {}

    public static final List<Named> TABLE =
            List.of(
                    new Named("deploy", Effect.Deploy.class),
                    new Named("rollback", Effect.Rollback.class),
                    new Named("config", Effect.SetConfig.class),
                    new Named("restart", Effect.Restart.class),
                    new Named("scale", Effect.Scale.class),
                    new Named("pool", Effect.ResizePool.class),
                    new Named("slow", Effect.Slow.class),
                    new Named("traffic", Effect.Traffic.class),
                    new Named("hold", Effect.Hold.class),
                    new Named("release", Effect.Release.class),
                    new Named("query-work", DatabaseEffect.QueryWork.class),
                    new Named("index-drop", DatabaseEffect.DropIndex.class),
                    new Named("index-create", DatabaseEffect.CreateIndex.class),
                    new Named("plan-flip", DatabaseEffect.FlipPlan.class),
                    new Named("analyze", DatabaseEffect.Analyze.class),
                    new Named("table-growth", DatabaseEffect.GrowTable.class),
                    new Named("session-start", DatabaseEffect.StartSession.class),
                    new Named("session-end", DatabaseEffect.EndSession.class),
                    new Named("batch-pause", DatabaseEffect.PauseBatch.class),
                    new Named("connection-leak", DatabaseEffect.LeakConnections.class),
                    new Named("max-connections", DatabaseEffect.SetMaxConnections.class),
                    new Named("pools-recycle", DatabaseEffect.RecyclePools.class),
                    new Named("replica-slow", DatabaseEffect.SlowReplica.class),
                    new Named("reads-route", DatabaseEffect.RouteReads.class),
                    new Named("database-failover", DatabaseEffect.Failover.class),
                    new Named("database-stop", DatabaseEffect.Stop.class),
                    new Named("database-start", DatabaseEffect.Start.class),
                    new Named("read-only", DatabaseEffect.ReadOnly.class),
                    new Named("slot-abandon", DatabaseEffect.AbandonSlot.class),
                    new Named("slot-drop", DatabaseEffect.DropSlot.class),
                    new Named("disk-extend", DatabaseEffect.ExtendDisk.class),
                    new Named("max-wal", DatabaseEffect.SetMaxWal.class),
                    new Named("cache-flush", CacheEffect.Flush.class),
                    new Named("cache-restart", CacheEffect.Restart.class),
                    new Named("cache-memory", CacheEffect.Memory.class),
                    new Named("cache-policy", CacheEffect.Policy.class),
                    new Named("cache-grow", CacheEffect.Grow.class),
                    new Named("cache-expiry", CacheEffect.Expiry.class),
                    new Named("cache-hot-key", CacheEffect.HotKey.class),
                    new Named("cache-busy", CacheEffect.Busy.class),
                    new Named("cache-local-copies", CacheEffect.LocalCopies.class),
                    new Named("cache-password", CacheEffect.RotatePassword.class),
                    new Named("queue-bulk", QueueEffect.Bulk.class),
                    new Named("queue-divert-bulk", QueueEffect.DivertBulk.class),
                    new Named("queue-poison", QueueEffect.Poison.class),
                    new Named("queue-lose-acks", QueueEffect.LoseAcks.class),
                    new Named("queue-skip", QueueEffect.Skip.class),
                    new Named("queue-purge", QueueEffect.Purge.class),
                    new Named("queue-replay", QueueEffect.Replay.class),
                    new Named("queue-batch", QueueEffect.Batch.class),
                    new Named("cpu-limit", PodEffect.LimitCpu.class),
                    new Named("canary", ReleaseEffect.Canary.class),
                    new Named("canary-end", ReleaseEffect.EndCanary.class),
                    new Named("migrate", ReleaseEffect.Migrate.class),
                    new Named("migrate-undo", ReleaseEffect.UndoMigration.class),
                    new Named("certificate-end", NetworkEffect.EndCertificate.class),
                    new Named("certificate-renew", NetworkEffect.RenewCertificate.class),
                    new Named("dns-restart", NetworkEffect.RestartDns.class),
                    new Named("mutual-tls", NetworkEffect.MutualTls.class),
                    new Named("network-policy", NetworkEffect.ApplyPolicy.class),
                    new Named("network-policy-revert", NetworkEffect.RevertPolicy.class),
                    new Named("connections-fill", NetworkEffect.FillConnections.class),
                    new Named("connections-limit", NetworkEffect.LimitConnections.class),
                    new Named("target-down", CollectorEffect.TargetDown.class),
                    new Named("scrape-timeouts", CollectorEffect.ScrapeTimeouts.class),
                    new Named("scrape-errors", CollectorEffect.ScrapeErrors.class),
                    new Named("sample-limit", CollectorEffect.SampleLimit.class),
                    new Named("restart-exporter", CollectorEffect.RestartExporter.class),
                    new Named("rename-label", CollectorEffect.RenameLabel.class),
                    new Named("cardinality", CollectorEffect.Cardinality.class),
                    new Named("drop-metric", CollectorEffect.DropMetric.class),
                    new Named("retention", CollectorEffect.Retention.class),
                    new Named("stop-agent", CollectorEffect.StopAgent.class),
                    new Named("restart-agent", CollectorEffect.RestartAgent.class),
                    new Named("trace-sampling", CollectorEffect.TraceSampling.class),
                    new Named("route-add", RoutingEffect.AddRoute.class),
                    new Named("route-remove", RoutingEffect.RemoveRoute.class),
                    new Named("group-by", RoutingEffect.GroupBy.class),
                    new Named("inhibition-drop", RoutingEffect.DropInhibition.class),
                    new Named("inhibition-restore", RoutingEffect.RestoreInhibition.class),
                    new Named("cluster-part", RoutingEffect.PartCluster.class),
                    new Named("cluster-join", RoutingEffect.JoinCluster.class),
                    new Named("silence", RoutingEffect.Silence.class),
                    new Named("silence-expire", RoutingEffect.ExpireSilence.class),
                    new Named("silence-set", RoutingEffect.SetSilence.class),
                    new Named("silence-end", RoutingEffect.EndSilence.class),
                    new Named("limits", PodEffect.SetLimits.class),
                    new Named("file-limit", PodEffect.LimitFiles.class),
                    new Named("heap", PodEffect.SetHeap.class),
                    new Named("leak-memory", PodEffect.LeakMemory.class),
                    new Named("grow-cache", PodEffect.GrowCache.class),
                    new Named("leak-files", PodEffect.LeakFiles.class),
                    new Named("leak-threads", PodEffect.LeakThreads.class),
                    new Named("start-up", PodEffect.StartUp.class),
                    new Named("readiness", PodEffect.Readiness.class),
                    new Named("liveness", PodEffect.Liveness.class),
                    new Named("selector", PodEffect.Selector.class),
                    new Named("autoscale", PodEffect.Autoscale.class),
                    new Named("autoscaler-blind", PodEffect.BlindAutoscaler.class),
                    new Named("pod-delete", PodEffect.DeletePod.class),
                    new Named("container-kill", PodEffect.KillContainer.class),
                    new Named("node-lose", NodeEffect.Lose.class),
                    new Named("node-preempt", NodeEffect.Preempt.class),
                    new Named("node-restore", NodeEffect.Restore.class),
                    new Named("node-cordon", NodeEffect.Cordon.class),
                    new Named("node-drain", NodeEffect.Drain.class),
                    new Named("node-steal", NodeEffect.Steal.class),
                    new Named("node-skew", NodeEffect.Skew.class),
                    new Named("flag", PolicyEffect.Flag.class),
                    new Named("quota", PolicyEffect.Quota.class),
                    new Named("party-zone", PolicyEffect.Zone.class),
                    new Named("breaker", PolicyEffect.Breaker.class),
                    new Named("admission", PolicyEffect.Admission.class),
                    new Named("region-weight", TrafficEffect.WeighRegion.class),
                    new Named("route-traffic", TrafficEffect.RouteTraffic.class),
                    new Named("status-page", TrafficEffect.StatusPage.class));

    private EffectNames() {}

    /// The name of an effect's kind.
    public static String of(Effect effect) {
        return TABLE.stream()
                .filter(named -> named.type().isInstance(effect))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no name for " + effect.getClass()))
                .name();
    }

    public static Optional<Named> named(String name) {
        return TABLE.stream().filter(named -> named.name().equals(name)).findFirst();
    }

    public static List<String> names() {
        return TABLE.stream().map(Named::name).toList();
    }
}
