// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// Non-negative numbers in 16 bits: 6 bits of exponent, 10 of mantissa, so a step is below 0.1 % over
/// `[2^-31, 2^32)`; smaller is 0, larger is the largest. Telemetry and requests read the model's state
/// only through this, so live, stored and recomputed state give the same bits.
final class Quantised {
    private static final double[] VALUES = new double[1 << 16];

    static {
        for (int code = 1; code < VALUES.length; code++) {
            VALUES[code] = StrictMath.scalb(1 + (code & 0x3ff) / 1024.0, (code >>> 10) - 31);
        }
    }

    private Quantised() {}

    static short encode(double value) {
        if (!(value >= 0x1p-31)) {
            if (value >= 0) {
                return 0;
            }
            throw new IllegalStateException("not a state value: " + value);
        }
        if (value >= VALUES[0xffff]) {
            return (short) 0xffff;
        }
        int exponent = Math.getExponent(value);
        int mantissa = (int) ((StrictMath.scalb(value, -exponent) - 1) * 1024 + 0.5);
        // A full mantissa carries over into the exponent.
        return (short) Math.min(0xffff, ((exponent + 31) << 10) + mantissa);
    }

    static double decode(short code) {
        return VALUES[code & 0xffff];
    }
}
