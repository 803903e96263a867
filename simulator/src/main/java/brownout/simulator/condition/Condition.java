// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.condition;

/// Something that holds in part of the world and that requests meet there. Neutral for a part that
/// does nothing: factor 1, added and ratio 0.
public sealed interface Condition {
    /// The pods that do the work or make the calls.
    Scope scope();

    /// Own work of `operation` (its name; "" for all of the pods' operations) takes `cpuFactor` times
    /// the CPU and `addedMicros` more without CPU, and fails with `errorRatio` as `symptom` says.
    record Work(
            Scope scope,
            String operation,
            double cpuFactor,
            long addedMicros,
            double errorRatio,
            Symptom symptom)
            implements Condition {}

    /// Calls to `target` (a component; "" for all) and its `operation` ("" for all) that reach a pod in
    /// `to` (calls to other components than services always do): each is made `repeat` times instead
    /// of once (1..60, other components than services only), its answer takes `factor` times as long
    /// and `addedMicros` more on the way there and back, `lossRatio` of packets are lost, and
    /// `errorRatio` of attempts fail as `symptom` says. `timeoutMicros` and `retries` replace the
    /// caller's own policy; 0 and -1 leave it. Of a cache's reads `missRatio` misses whatever is there, as
    /// with keys that nobody has written.
    record Calls(
            Scope scope,
            Scope to,
            String target,
            String operation,
            int repeat,
            double factor,
            long addedMicros,
            double lossRatio,
            double errorRatio,
            Symptom symptom,
            long timeoutMicros,
            int retries,
            double missRatio)
            implements Condition {
        /// Calls from `scope` to `target` that fare as usual.
        public static Calls to(Scope scope, String target) {
            return new Calls(
                    scope,
                    Scope.ANY,
                    target,
                    "",
                    1,
                    1,
                    0,
                    0,
                    0,
                    Symptom.of(Failure.NONE, 0, 0),
                    0,
                    -1,
                    0);
        }

        public Calls operation(String newOperation) {
            return new Calls(
                    scope,
                    to,
                    target,
                    newOperation,
                    repeat,
                    factor,
                    addedMicros,
                    lossRatio,
                    errorRatio,
                    symptom,
                    timeoutMicros,
                    retries,
                    missRatio);
        }

        public Calls reaching(Scope newTo) {
            return new Calls(
                    scope,
                    newTo,
                    target,
                    operation,
                    repeat,
                    factor,
                    addedMicros,
                    lossRatio,
                    errorRatio,
                    symptom,
                    timeoutMicros,
                    retries,
                    missRatio);
        }

        public Calls repeated(int newRepeat) {
            return new Calls(
                    scope,
                    to,
                    target,
                    operation,
                    newRepeat,
                    factor,
                    addedMicros,
                    lossRatio,
                    errorRatio,
                    symptom,
                    timeoutMicros,
                    retries,
                    missRatio);
        }

        public Calls slowed(double newFactor, long newAddedMicros) {
            return new Calls(
                    scope,
                    to,
                    target,
                    operation,
                    repeat,
                    newFactor,
                    newAddedMicros,
                    lossRatio,
                    errorRatio,
                    symptom,
                    timeoutMicros,
                    retries,
                    missRatio);
        }

        public Calls losing(double newLossRatio) {
            return new Calls(
                    scope,
                    to,
                    target,
                    operation,
                    repeat,
                    factor,
                    addedMicros,
                    newLossRatio,
                    errorRatio,
                    symptom,
                    timeoutMicros,
                    retries,
                    missRatio);
        }

        public Calls failing(double newErrorRatio, Symptom newSymptom) {
            return new Calls(
                    scope,
                    to,
                    target,
                    operation,
                    repeat,
                    factor,
                    addedMicros,
                    lossRatio,
                    newErrorRatio,
                    newSymptom,
                    timeoutMicros,
                    retries,
                    missRatio);
        }

        public Calls policy(long newTimeoutMicros, int newRetries) {
            return new Calls(
                    scope,
                    to,
                    target,
                    operation,
                    repeat,
                    factor,
                    addedMicros,
                    lossRatio,
                    errorRatio,
                    symptom,
                    newTimeoutMicros,
                    newRetries,
                    missRatio);
        }

        public Calls missing(double newMissRatio) {
            return new Calls(
                    scope,
                    to,
                    target,
                    operation,
                    repeat,
                    factor,
                    addedMicros,
                    lossRatio,
                    errorRatio,
                    symptom,
                    timeoutMicros,
                    retries,
                    newMissRatio);
        }
    }
}
