// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

/// One entry of an event log. `seq` counts from 1 in its stream; `tick` is the last closed tick when
/// it was appended, assigned by the run's one writer; `version` is the schema version of the body.
public record RunEvent(
        String stream,
        long seq,
        int tick,
        long wallMillis,
        String actor,
        int version,
        String idempotencyKey,
        EventBody body) {
    public static final int VERSION = 1;

    public String kind() {
        return body.kind();
    }
}
