// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.plan;

import java.util.Locale;

/// A plan as text for people.
final class PlanTable {
    private PlanTable() {}

    static String of(EstatePlan plan) {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%.0f requests/s, %.1f spans a request, %.0f lines/s\n",
                        plan.requestsPerSecond(),
                        plan.spansPerRequest(),
                        plan.linesPerSecond()));
        for (var tree : plan.trees()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-36s %6.1f/s %3d calls %d deep %5.1f spans\n",
                            tree.entry(),
                            tree.ratePerSecond(),
                            tree.calls(),
                            tree.depth(),
                            tree.spans()));
        }
        for (var use : plan.workloads()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-26s %-15s %2d pods %7.1f/s cpu %3.0f%% workers %3.0f%%\n",
                            use.service(),
                            use.region(),
                            use.replicas(),
                            use.ratePerSecond(),
                            100 * use.utilisation(),
                            100 * use.busyWorkers()));
        }
        for (var use : plan.pools()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-26s %-15s %-13s %3d connections %3.0f%% held\n",
                            use.service(),
                            use.region(),
                            use.database(),
                            use.connections(),
                            100 * use.utilisation()));
        }
        for (var use : plan.databases()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-26s %-15s %7.1f/s cpu %3.0f%% reader %3.0f%% connections %d of %d\n",
                            use.database(),
                            use.region(),
                            use.ratePerSecond(),
                            100 * use.utilisation(),
                            100 * use.readerUtilisation(),
                            use.connections(),
                            use.maxConnections()));
        }
        for (var use : plan.caches()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-26s %-15s %7.1f/s memory %3.0f%%\n",
                            use.cache(),
                            use.region(),
                            use.ratePerSecond(),
                            100 * use.full()));
        }
        for (var use : plan.searches()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-26s %-15s %7.1f/s cpu %3.0f%%\n",
                            use.cluster(),
                            use.region(),
                            use.ratePerSecond(),
                            100 * use.utilisation()));
        }
        for (var flow : plan.flows()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-26s %7.1f/s quota %.0f\n",
                            flow.component(),
                            flow.ratePerSecond(),
                            flow.quota()));
        }
        for (var use : plan.nodes()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-15s %.0f of %.0f cores claimed\n",
                            use.region(),
                            use.claimed(),
                            use.cores()));
        }
        return text.toString();
    }
}
