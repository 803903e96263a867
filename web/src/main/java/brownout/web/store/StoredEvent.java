// SPDX-License-Identifier: Apache-2.0
package brownout.web.store;

/// One row of the event log. `stream` is a run's id; `seq` counts from 1 within it; `key` is the
/// idempotency key or empty; `body` is JSON.
public record StoredEvent(
        String stream,
        long seq,
        int tick,
        long wallMillis,
        String actor,
        String kind,
        int version,
        String key,
        String body) {}
