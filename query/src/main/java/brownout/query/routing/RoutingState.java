// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that one Alertmanager remembers, as of `nowMillis`. Immutable: forks of a timeline share it.
/// Alerts are by fingerprint and all in some group; `dueMillis` is when the next group has something to
/// do ([Long#MAX_VALUE]: never), before which a step without new alerts changes nothing.
public record RoutingState(
        long nowMillis,
        long dueMillis,
        SortedMap<String, HeldAlert> alerts,
        SortedMap<AlertGroup.Id, AlertGroup> groups,
        NotificationLog log) {
    /// Knows nothing yet.
    public static final RoutingState EMPTY =
            of(Long.MIN_VALUE, new TreeMap<>(), new TreeMap<>(), NotificationLog.EMPTY);

    public RoutingState {
        alerts = Collections.unmodifiableSortedMap(alerts);
        groups = Collections.unmodifiableSortedMap(groups);
    }

    /// Takes the maps over: the caller must not change them afterwards.
    static RoutingState of(
            long nowMillis,
            SortedMap<String, HeldAlert> alerts,
            SortedMap<AlertGroup.Id, AlertGroup> groups,
            NotificationLog log) {
        long due = Long.MAX_VALUE;
        for (var group : groups.values()) {
            due = Math.min(due, group.dueMillis());
        }
        return new RoutingState(nowMillis, due, alerts, groups, log);
    }

    /// This state after its peers told it what they have sent.
    public RoutingState heard(NotificationLog others) {
        return new RoutingState(nowMillis, dueMillis, alerts, groups, log.merged(others));
    }

    /// FNV-1a 64 over the state's text: equal states have equal digests, on every machine.
    public long digest() {
        long hash = 0xcbf29ce484222325L;
        for (byte octet : toString().getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
