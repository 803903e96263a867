// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// A function of the table [Functions]: its signature, a line of documentation, and its body. The
/// last `optional` parameters may be left out; a `variadic` function repeats its last parameter.
public record Function(
        String name,
        List<ValueType> parameters,
        int optional,
        boolean variadic,
        ValueType returns,
        String doc,
        Body body) {
    public Function {
        parameters = List.copyOf(parameters);
    }

    int leastArguments() {
        return parameters.size() - optional;
    }

    int mostArguments() {
        return variadic ? Integer.MAX_VALUE : parameters.size();
    }

    ValueType parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /// How a function is evaluated. Not for use outside of this package.
    public sealed interface Body {}

    /// Every value of the first argument by itself; the metric name goes.
    record Each(DoubleUnaryOperator map) implements Body {}

    /// Every window of the only range vector argument; a scalar argument becomes its parameter.
    record OverWindow(Window.Body window, boolean keepsName, Check check) implements Body {}

    /// What is worth a note to the user.
    enum Check {
        NONE,
        /// The argument should be a counter.
        COUNTER,
        /// The parameter should lie in [0, 1].
        QUANTILE
    }

    /// The first argument in the order of its values.
    record Sorted(boolean falling) implements Body {}

    /// Anything that yields a vector.
    record Vectors(VectorBody body) implements Body {}

    /// Anything that yields a scalar.
    record Scalars(ScalarBody body) implements Body {}

    /// Computes a vector from the call's arguments.
    interface VectorBody {
        Rows apply(Evaluator evaluator, Expr.Call call);
    }

    /// Computes one number per step from the call's arguments.
    interface ScalarBody {
        double[] apply(Evaluator evaluator, Expr.Call call);
    }
}
