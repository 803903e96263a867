// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.Optional;

/// The one rule for which effects harm what they are aimed at even where that is well: its processes
/// begin anew, it refuses work, or something that it holds is gone. What merely gives more room, looks
/// again or moves work elsewhere does not; nor do effects on nodes, names and monitoring, which are no
/// component.
public final class Disturbance {
    private static final int PARTS_OF_A_POD = 2; // of its name, behind the service's

    private Disturbance() {}

    /// The component that `effect` disturbs; empty where it disturbs none.
    public static Optional<String> of(Effect effect) {
        if (!disturbs(effect)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (effect) {
                    case PodEffect.DeletePod(var pod) -> service(pod);
                    case PodEffect.KillContainer(var pod) -> service(pod);
                    default -> effect.target();
                });
    }

    /// `payment-api` of `payment-api-7d9f8b6c5d-x2x7k`.
    private static String service(String pod) {
        var service = pod;
        for (int part = 0; part < PARTS_OF_A_POD; part++) {
            service = service.substring(0, Math.max(0, service.lastIndexOf('-')));
        }
        return service;
    }

    private static boolean disturbs(Effect effect) {
        return switch (effect) {
            case Effect.Restart _, Effect.Rollback _, Effect.SetConfig _ -> true;
            case Effect.Deploy _,
                    Effect.Scale _,
                    Effect.ResizePool _,
                    Effect.Slow _,
                    Effect.Traffic _,
                    Effect.Hold _,
                    Effect.Release _ ->
                    false;
            case CacheEffect cache -> disturbs(cache);
            case QueueEffect queue -> disturbs(queue);
            case DatabaseEffect database -> disturbs(database);
            case PodEffect pod -> disturbs(pod);
            case ReleaseEffect release -> disturbs(release);
            case NetworkEffect network ->
                    network instanceof NetworkEffect.MutualTls(_, var strict) && strict;
            case PolicyEffect policy -> disturbs(policy);
            case NodeEffect _, CollectorEffect _, RoutingEffect _, TrafficEffect _ -> false;
        };
    }

    private static boolean disturbs(CacheEffect effect) {
        return switch (effect) {
            case CacheEffect.Flush _, CacheEffect.Restart _, CacheEffect.Policy _ -> true;
            case CacheEffect.Memory _,
                    CacheEffect.Grow _,
                    CacheEffect.Expiry _,
                    CacheEffect.HotKey _,
                    CacheEffect.Busy _,
                    CacheEffect.RotatePassword _,
                    CacheEffect.LocalCopies _ ->
                    false;
        };
    }

    private static boolean disturbs(QueueEffect effect) {
        return switch (effect) {
            case QueueEffect.Skip _, QueueEffect.Purge _, QueueEffect.Replay _ -> true;
            case QueueEffect.Bulk _,
                    QueueEffect.DivertBulk _,
                    QueueEffect.Poison _,
                    QueueEffect.LoseAcks _,
                    QueueEffect.Batch _ ->
                    false;
        };
    }

    private static boolean disturbs(DatabaseEffect effect) {
        return switch (effect) {
            case DatabaseEffect.CreateIndex index -> index.locking();
            case DatabaseEffect.ReadOnly readOnly -> readOnly.on();
            case DatabaseEffect.Failover _,
                    DatabaseEffect.Stop _,
                    DatabaseEffect.SetMaxConnections _,
                    DatabaseEffect.RecyclePools _,
                    DatabaseEffect.EndSession _,
                    DatabaseEffect.PauseBatch _,
                    DatabaseEffect.DropIndex _,
                    DatabaseEffect.DropSlot _ ->
                    true;
            case DatabaseEffect.QueryWork _,
                    DatabaseEffect.Start _,
                    DatabaseEffect.FlipPlan _,
                    DatabaseEffect.Analyze _,
                    DatabaseEffect.GrowTable _,
                    DatabaseEffect.StartSession _,
                    DatabaseEffect.LeakConnections _,
                    DatabaseEffect.SlowReplica _,
                    DatabaseEffect.RouteReads _,
                    DatabaseEffect.AbandonSlot _,
                    DatabaseEffect.ExtendDisk _,
                    DatabaseEffect.SetMaxWal _ ->
                    false;
        };
    }

    private static boolean disturbs(PodEffect effect) {
        return switch (effect) {
            case PodEffect.SetLimits _, PodEffect.DeletePod _, PodEffect.KillContainer _ -> true;
            case PodEffect.LimitCpu _,
                    PodEffect.LimitFiles _,
                    PodEffect.SetHeap _,
                    PodEffect.LeakMemory _,
                    PodEffect.GrowCache _,
                    PodEffect.LeakFiles _,
                    PodEffect.LeakThreads _,
                    PodEffect.StartUp _,
                    PodEffect.Readiness _,
                    PodEffect.Liveness _,
                    PodEffect.Selector _,
                    PodEffect.Autoscale _,
                    PodEffect.BlindAutoscaler _ ->
                    false;
        };
    }

    private static boolean disturbs(ReleaseEffect effect) {
        return switch (effect) {
            case ReleaseEffect.EndCanary _, ReleaseEffect.UndoMigration _ -> true;
            case ReleaseEffect.Canary _, ReleaseEffect.Migrate _ -> false;
        };
    }

    private static boolean disturbs(PolicyEffect effect) {
        return switch (effect) {
            case PolicyEffect.Breaker breaker -> breaker.open();
            case PolicyEffect.Admission admission -> admission.share() < 1;
            case PolicyEffect.Flag _, PolicyEffect.Quota _, PolicyEffect.Zone _ -> false;
        };
    }
}
