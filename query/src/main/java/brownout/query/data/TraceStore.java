// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Port to traces. Only spans that have ended are visible. Hints are sound over-approximations.
public interface TraceStore {
    Optional<Trace> get(TraceId id);

    /// Traces overlapping `range` that may satisfy `hints`, newest start first, which for one
    /// without its root is when the request came. `limit` is what the caller expects to take (0 = all);
    /// the cursor does not stop there.
    TraceCursor find(SpanHints hints, TimeRange range, int limit);

    /// Names of attributes that spans of this store carry, for completion; sorted.
    AttributeNames attributeNames(TimeRange range);

    /// Pull reader of whole traces.
    interface TraceCursor {
        boolean next();

        Trace trace();
    }

    /// At least one span must satisfy all of: its service is in `services` (empty = any), it failed
    /// (where `error`), its duration lies in `[minDurationNanos, maxDurationNanos]`.
    record SpanHints(
            Set<String> services, boolean error, long minDurationNanos, long maxDurationNanos) {
        public static final SpanHints NONE = new SpanHints(Set.of(), false, 0, Long.MAX_VALUE);

        public SpanHints {
            services = Set.copyOf(services); // lookup only
        }
    }

    /// Attribute names by scope.
    record AttributeNames(List<String> resource, List<String> span) {}
}
