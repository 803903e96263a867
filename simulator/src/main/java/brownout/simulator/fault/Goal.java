// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// How much there is of a fault: exactly, or as much as it takes for something to become that bad in the
/// minutes after it. What is not exact must be solved before the fault can happen, see
/// [brownout.simulator.inject.Magnitude].
public sealed interface Goal {
    /// This much, in the unit of the fault's field.
    record Exactly(double amount) implements Goal {}

    /// CPU in use by `service` in its busiest region over its limits; may exceed 1.
    record Utilisation(String service, double ratio) implements Goal {}

    /// Share of requests to `of`, a `service/operation`, that are answered with a 5xx.
    record ErrorRatio(String of, double ratio) implements Goal {}

    /// How many times faster than allowed the error budget of the objective `slo` is spent.
    record BudgetBurn(String slo, double factor) implements Goal {}

    /// The `quantile` (0 to 1, exclusive) of the time to answer a request to `of`, a
    /// `service/operation`.
    record Latency(String of, double quantile, double seconds) implements Goal {}

    static Goal exactly(double amount) {
        return new Exactly(amount);
    }

    /// The amount of an exact goal.
    default double amount() {
        if (this instanceof Exactly(var amount)) {
            return amount;
        }
        throw new IllegalStateException(
                this + " has no exact amount yet: solve it with inject.Magnitude first");
    }
}
