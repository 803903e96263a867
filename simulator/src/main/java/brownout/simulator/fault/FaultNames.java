// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.List;
import java.util.Optional;

/// What faults are called in files: one row per kind of fault, with the entries of the catalogue that it
/// covers and one sentence for the documentation.
public final class FaultNames {
    /// A name, the record it stands for, its numbers in the catalogue and what it is.
    public record Named(
            String name, List<Integer> entries, Class<? extends Fault> type, String doc) {
        public Named {
            entries = List.copyOf(entries);
        }
    }

    public static final List<Named> TABLE =
            List.of(
                    row(
                            "bad-release",
                            1,
                            DeployFault.BadRelease.class,
                            "A release fails on one operation."),
                    row(
                            "slow-canary",
                            2,
                            DeployFault.SlowCanary.class,
                            "A canary asks a database once per row instead of once."),
                    row(
                            "wrong-setting",
                            3,
                            DeployFault.WrongSetting.class,
                            "A setting names a host that does not exist."),
                    row(
                            "stale-config",
                            4,
                            DeployFault.StaleConfig.class,
                            "Some pods run with settings of yesterday."),
                    row(
                            "flag-bug",
                            5,
                            DeployFault.FlagBug.class,
                            "A feature fails for the few users who have it."),
                    row(
                            "dropped-column",
                            6,
                            DeployFault.DroppedColumn.class,
                            "A schema change took away a column that is still read."),
                    row(
                            "short-timeout",
                            8,
                            DeployFault.ShortTimeout.class,
                            "Callers give up too early and try again too often."),
                    row(
                            "plan-flip",
                            12,
                            DatabaseFault.PlanFlip.class,
                            "A statement is planned anew, and badly."),
                    row(
                            "slow-link",
                            13,
                            DatabaseFault.SlowLink.class,
                            "Packets to a database take longer."),
                    row(
                            "missing-index",
                            9,
                            DatabaseFault.MissingIndex.class,
                            "An index is missing on a table that grows."),
                    row(
                            "small-pool",
                            10,
                            DatabaseFault.SmallPool.class,
                            "A release cuts a connection pool."),
                    row(
                            "connection-leak",
                            11,
                            DatabaseFault.ConnectionLeak.class,
                            "A release takes connections and keeps them."),
                    row(
                            "stale-statistics",
                            12,
                            DatabaseFault.StaleStatistics.class,
                            "Statistics mislead the planner."),
                    row(
                            "row-locks",
                            14,
                            DatabaseFault.RowLocks.class,
                            "A batch job holds rows that others want."),
                    row(
                            "replica-lag",
                            15,
                            DatabaseFault.ReplicaLag.class,
                            "A replica falls behind."),
                    row(
                            "cached-primary",
                            16,
                            DatabaseFault.CachedPrimary.class,
                            "Pods use the old primary after a failover."),
                    row(
                            "abandoned-slot",
                            17,
                            DatabaseFault.AbandonedSlot.class,
                            "A replication slot nobody reads fills the disk."),
                    row(
                            "checkpoint-storm",
                            18,
                            DatabaseFault.CheckpointStorm.class,
                            "A batch job keeps the disk busy with checkpoints."),
                    row("cold-cache", 20, CacheFault.ColdCache.class, "A cache starts empty."),
                    row(
                            "cache-full",
                            19,
                            CacheFault.CacheFull.class,
                            "A cache is full and may evict nothing."),
                    row(
                            "cache-killed",
                            20,
                            CacheFault.CacheKilled.class,
                            "A cache's pods are killed and come back empty."),
                    row(
                            "key-format",
                            21,
                            CacheFault.KeyFormat.class,
                            "A release looks for keys that nobody has written."),
                    row(
                            "stampede",
                            22,
                            CacheFault.Stampede.class,
                            "Keys expire at the same moment."),
                    row("hot-key", 23, CacheFault.HotKey.class, "One key keeps its shard busy."),
                    row(
                            "password-rotated",
                            24,
                            CacheFault.PasswordRotated.class,
                            "Pods go on with the old password of a cache."),
                    row(
                            "poison-pill",
                            26,
                            QueueFault.PoisonPill.class,
                            "A message that cannot be read blocks its partition."),
                    row(
                            "rebalance-loop",
                            28,
                            QueueFault.RebalanceLoop.class,
                            "Batches take longer than a consumer may take."),
                    row(
                            "duplicate-deliveries",
                            29,
                            QueueFault.DuplicateDeliveries.class,
                            "Messages that were handled come again."),
                    row(
                            "bulk-starves",
                            30,
                            QueueFault.BulkStarves.class,
                            "Bulk messages are in front of urgent ones."),
                    row(
                            "slow-consumer",
                            27,
                            QueueFault.SlowConsumer.class,
                            "Handling a message takes longer."),
                    new Named(
                            "slow-provider",
                            List.of(31, 34),
                            DownstreamFault.SlowProvider.class,
                            "A third party answers slowly."),
                    row(
                            "quota-used-up",
                            32,
                            DownstreamFault.QuotaUsedUp.class,
                            "A third party turns calls away with 429."),
                    row(
                            "hollow-answers",
                            33,
                            DownstreamFault.HollowAnswers.class,
                            "A third party answers 200 and has not done it."),
                    row(
                            "eager-retries",
                            35,
                            DownstreamFault.EagerRetries.class,
                            "A service tries again too often."),
                    row(
                            "zone-outage",
                            36,
                            DownstreamFault.ZoneOutage.class,
                            "One of a third party's zones is down."),
                    row(
                            "name-lost",
                            37,
                            NetworkFault.NameLost.class,
                            "The name servers have lost a name."),
                    row(
                            "certificate-expired",
                            38,
                            NetworkFault.CertificateExpired.class,
                            "A certificate was not renewed."),
                    row(
                            "strict-mutual-tls",
                            39,
                            NetworkFault.StrictMutualTls.class,
                            "A caller without a proxy is refused."),
                    row("packet-loss", 40, NetworkFault.PacketLoss.class, "A node loses packets."),
                    row(
                            "connection-table-full",
                            41,
                            NetworkFault.ConnectionTableFull.class,
                            "A node has no room for further connections."),
                    row(
                            "ports-used-up",
                            42,
                            NetworkFault.PortsUsedUp.class,
                            "A release opens a connection for every call."),
                    row(
                            "port-blocked",
                            43,
                            NetworkFault.PortBlocked.class,
                            "A network policy stops calls that are needed."),
                    row(
                            "heap-over-limit",
                            7,
                            ClusterFault.HeapOverLimit.class,
                            "A heap may grow beyond its container."),
                    row(
                            "wrong-selector",
                            44,
                            ClusterFault.WrongSelector.class,
                            "A Service finds none of its pods."),
                    row(
                            "strict-readiness",
                            45,
                            ClusterFault.StrictReadiness.class,
                            "A readiness probe is too strict."),
                    row(
                            "hasty-liveness",
                            46,
                            ClusterFault.HastyLiveness.class,
                            "A liveness probe stops what is only slow."),
                    row(
                            "blind-autoscaler",
                            47,
                            ClusterFault.BlindAutoscaler.class,
                            "An autoscaler gets no metric."),
                    row(
                            "nodes-taken-away",
                            48,
                            ClusterFault.NodesTakenAway.class,
                            "Nodes go and their pods find no room."),
                    row(
                            "clock-drift",
                            50,
                            ClusterFault.ClockDrift.class,
                            "A clock is ahead, and tokens are refused."),
                    row(
                            "memory-leak",
                            51,
                            ResourceFault.MemoryLeak.class,
                            "A release never gives memory back."),
                    row(
                            "file-leak",
                            52,
                            ResourceFault.FileLeak.class,
                            "A release never closes its files."),
                    row(
                            "cpu-throttled",
                            49,
                            ClusterFault.CpuThrottled.class,
                            "Pods may use too little CPU."),
                    row(
                            "thread-leak",
                            53,
                            ResourceFault.ThreadLeak.class,
                            "Threads pile up, and all is slower and slower."),
                    row(
                            "own-cache",
                            25,
                            ResourceFault.OwnCache.class,
                            "A service's own cache grows and is never emptied."),
                    row(
                            "garbled-ids",
                            56,
                            TrafficFault.GarbledIds.class,
                            "A release garbles ids, and things are made twice."),
                    row(
                            "flash-crowd",
                            54,
                            TrafficFault.FlashCrowd.class,
                            "Customers send many times the usual number of requests."),
                    row(
                            "bot-logins",
                            55,
                            TrafficFault.BotLogins.class,
                            "Bots try passwords at the login."),
                    row(
                            "slow-rule",
                            57,
                            TrafficFault.SlowRule.class,
                            "A rule looks at every request for too long."),
                    row(
                            "exporter-down",
                            58,
                            MonitoringFault.ExporterDown.class,
                            "An exporter has crashed; what it watches is well."),
                    row(
                            "scrapes-fail",
                            59,
                            MonitoringFault.ScrapesFail.class,
                            "An exporter answers some scrapes with status 500."),
                    row(
                            "scrapes-time-out",
                            59,
                            MonitoringFault.ScrapesTimeOut.class,
                            "An exporter answers some scrapes too late."),
                    row(
                            "label-renamed",
                            59,
                            MonitoringFault.LabelRenamed.class,
                            "Series exist under another label than dashboards ask for."),
                    row(
                            "agents-stopped",
                            59,
                            MonitoringFault.AgentsStopped.class,
                            "Log agents have stopped; lines arrive when they run again."),
                    row(
                            "sample-limit-low",
                            59,
                            MonitoringFault.SampleLimitLow.class,
                            "Prometheus takes fewer samples of a target than it exposes."),
                    row(
                            "label-explosion",
                            60,
                            MonitoringFault.LabelExplosion.class,
                            "A metric has got a label with a value for every user."),
                    row(
                            "overlapping-route",
                            61,
                            MonitoringFault.OverlappingRoute.class,
                            "Two routes tell the same people of the same alerts."),
                    row(
                            "inhibition-lost",
                            61,
                            MonitoringFault.InhibitionLost.class,
                            "No alert inhibits those that follow from it."),
                    row(
                            "alertmanagers-apart",
                            61,
                            MonitoringFault.AlertmanagersApart.class,
                            "Alertmanagers do not hear of each other, and each tells."),
                    row(
                            "wrong-target",
                            62,
                            PeopleFault.WrongTarget.class,
                            "Somebody did to one component what was meant for another."));

    private FaultNames() {}

    private static Named row(String name, int entry, Class<? extends Fault> type, String doc) {
        return new Named(name, List.of(entry), type, doc);
    }

    /// The name of a fault's kind.
    public static String of(Fault fault) {
        return TABLE.stream()
                .filter(named -> named.type().isInstance(fault))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no name for " + fault.getClass()))
                .name();
    }

    public static Optional<Named> named(String name) {
        return TABLE.stream().filter(named -> named.name().equals(name)).findFirst();
    }

    public static List<String> names() {
        return TABLE.stream().map(Named::name).toList();
    }
}
