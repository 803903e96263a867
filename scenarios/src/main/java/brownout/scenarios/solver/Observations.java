// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.solver;

import brownout.query.data.LogStore;
import brownout.query.data.MetricStore;
import brownout.query.data.TraceStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// All that a solver sees: signals of every source, and who calls whom. A pure function of what the
/// ports answer.
public record Observations(Window window, List<Signal> signals, Dependencies dependencies) {
    public Observations {
        signals = List.copyOf(signals);
    }

    /// Reads all three stores, which must show the whole window.
    public static Observations read(
            MetricStore metrics, LogStore logs, TraceStore traces, Window window) {
        var signals = new ArrayList<>(MetricSignals.read(metrics, window));
        signals.addAll(LogSignals.read(logs, window));
        var dependencies = new Dependencies();
        dependencies.learn(metrics, window.all());
        signals.addAll(TraceSignals.read(traces, window, dependencies));
        return new Observations(window, signals, dependencies);
    }

    /// What is left where one only has these sources.
    public Observations only(Collection<Signal.Source> sources) {
        return new Observations(
                window,
                signals.stream().filter(signal -> sources.contains(signal.source())).toList(),
                dependencies);
    }
}
