// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

/// One entry of an event log. `seq` counts from 1 in its stream; `tick` is the open one when it was
/// appended (last closed + 1), assigned by the run's one writer: an effect acts from its start on; `version` is the schema version of the body.
public record RunEvent(
        String stream,
        long seq,
        int tick,
        long wallMillis,
        String actor,
        int version,
        String idempotencyKey,
        EventBody body) {
    public static final int VERSION = 2;

    public String kind() {
        return body.kind();
    }
}
