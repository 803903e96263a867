// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.TraceId;
import brownout.simulator.engine.Rng;
import java.util.OptionalLong;

/// Trace and span ids: bijections of coordinates under a run's key, made when something is read and
/// never stored. A Feistel network of six rounds; an id whose first hex digit would be zero is sent
/// through again until it is not (cycle walking), which keeps the map a bijection.
public final class Ids {
    private static final int ROUNDS = 6;
    private static final long MARK = 1L << 60; // keeps coordinates inside the walked domain

    private final long[] keys = new long[ROUNDS];
    private final long spanKey;

    public Ids(RunKey key) {
        for (int round = 0; round < ROUNDS; round++) {
            keys[round] = Rng.hash(key.high(), key.low(), round);
        }
        spanKey = Rng.hash(key.low(), key.high(), ROUNDS);
    }

    /// The id of the trace of the request at `coordinate`.
    public TraceId trace(long coordinate) {
        long high = MARK | coordinate;
        long low = 0;
        do {
            for (int round = 0; round < ROUNDS; round += 2) {
                high ^= Rng.mix(low + keys[round]);
                low ^= Rng.mix(high + keys[round + 1]);
            }
        } while (high >>> 60 == 0);
        return new TraceId(high, low);
    }

    /// The coordinate that `id` was made from, or empty: of 2^64 ids that nobody made, about one passes.
    public OptionalLong coordinate(TraceId id) {
        long high = id.high();
        long low = id.low();
        if (high >>> 60 == 0) {
            return OptionalLong.empty();
        }
        do {
            for (int round = ROUNDS - 2; round >= 0; round -= 2) {
                low ^= Rng.mix(high + keys[round + 1]);
                high ^= Rng.mix(low + keys[round]);
            }
        } while (high >>> 60 == 0);
        return low == 0 && high >>> 56 == MARK >>> 56
                ? OptionalLong.of(high & ~MARK)
                : OptionalLong.empty();
    }

    /// The id of the span with `code` in the trace of a request with `requestHash`: never 0, and no
    /// other span of the trace has it.
    public long span(long requestHash, long code) {
        long id = code ^ Rng.mix(requestHash ^ spanKey);
        do {
            id = Rng.mix(id);
        } while (id == 0);
        return id;
    }
}
