// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.condition;

/// How strongly something holds, 0 to 1, as a function of the seconds since it began.
public sealed interface Course {
    /// At `seconds` (>= 0) after the beginning.
    double at(int seconds);

    /// At once and all the time.
    record Step() implements Course {
        @Override
        public double at(int seconds) {
            return 1;
        }
    }

    /// Grows in a straight line over `overSeconds` (> 0), then stays.
    record Ramp(int overSeconds) implements Course {
        @Override
        public double at(int seconds) {
            return Math.min(1, (seconds + 1.0) / overSeconds);
        }
    }

    /// Fully for `onSeconds`, then not at all, every `everySeconds`.
    record Periodic(int everySeconds, int onSeconds) implements Course {
        @Override
        public double at(int seconds) {
            return seconds % everySeconds < onSeconds ? 1 : 0;
        }
    }

    /// Not before `afterSeconds` (>= 0), then in a straight line over `overSeconds` (> 0), then fully.
    record Late(int afterSeconds, int overSeconds) implements Course {
        @Override
        public double at(int seconds) {
            return Math.clamp((seconds + 1.0 - afterSeconds) / overSeconds, 0, 1);
        }
    }

    /// As what was remembered or kept runs out after `lifeSeconds` (> 0) on the average: `1 - exp(-t /
    /// life)`. So do cached names and connections that are kept alive.
    record Fading(int lifeSeconds) implements Course {
        @Override
        public double at(int seconds) {
            return 1 - StrictMath.exp(-(seconds + 1.0) / lifeSeconds);
        }
    }

    /// Fully for the first `forSeconds`, then over.
    record Pulse(int forSeconds) implements Course {
        @Override
        public double at(int seconds) {
            return seconds < forSeconds ? 1 : 0;
        }
    }
}
