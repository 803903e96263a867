// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Something that happens to the estate. Scenario scripts, facilitators' injections and people's
/// actions are all lists of these: what an effect does to the model never depends on who caused it.
/// Names refer to the estate; an unknown name is refused before an effect is recorded.
public sealed interface Effect
        permits CacheEffect,
                QueueEffect,
                CollectorEffect,
                DatabaseEffect,
                NodeEffect,
                PodEffect,
                ReleaseEffect,
                NetworkEffect,
                PolicyEffect,
                RoutingEffect,
                TrafficEffect,
                Effect.Deploy,
                Effect.Rollback,
                Effect.SetConfig,
                Effect.Restart,
                Effect.Scale,
                Effect.ResizePool,
                Effect.Slow,
                Effect.Traffic,
                Effect.Hold,
                Effect.Release {
    /// What the effect is aimed at: a service, database, cache or third party of the estate, or the
    /// empty string for the estate as a whole.
    String target();

    /// A rolling update of `service` to `version`; the release carries `config` settings.
    record Deploy(String service, String version, Map<String, String> config) implements Effect {
        public Deploy {
            config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
        }

        @Override
        public String target() {
            return service;
        }
    }

    /// A rolling update of `service` back to `version` and the settings it ran with.
    record Rollback(String service, String version) implements Effect {
        @Override
        public String target() {
            return service;
        }
    }

    /// Sets one environment variable of `service`; its pods are replaced in a rolling update.
    record SetConfig(String service, String key, String value) implements Effect {
        @Override
        public String target() {
            return service;
        }
    }

    /// Replaces the pods of `service` one after another, in `region` or in all (`""`).
    record Restart(String service, String region) implements Effect {
        @Override
        public String target() {
            return service;
        }
    }

    /// Sets the number of pods of `service` per region, in `region` or in all (`""`).
    record Scale(String service, String region, int replicas) implements Effect {
        @Override
        public String target() {
            return service;
        }
    }

    /// Resizes the connection pool that each pod of `service` holds to `database`, at run time.
    record ResizePool(String service, String database, int size) implements Effect {
        @Override
        public String target() {
            return service;
        }
    }

    /// Everything that `target` does takes `factor` (> 0, 1 = usual) times as long.
    record Slow(String target, double factor) implements Effect {}

    /// Customers send `factor` (> 0, 1 = usual) times the usual number of requests.
    record Traffic(double factor) implements Effect {
        @Override
        public String target() {
            return "";
        }
    }

    /// From now on `condition` holds as strongly as `course` says, until a [Release] of `name` or a
    /// further [Hold] of it.
    record Hold(String name, Condition condition, Course course) implements Effect {
        @Override
        public String target() {
            return condition.scope().service();
        }
    }

    /// The condition that was begun as `name` no longer holds.
    record Release(String name) implements Effect {
        @Override
        public String target() {
            return "";
        }
    }
}
