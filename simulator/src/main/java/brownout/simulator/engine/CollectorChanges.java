// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.CollectorEffect;
import java.util.Optional;

/// What the change feed says of what is done to collectors; nothing of what just happens to them.
final class CollectorChanges {
    private CollectorChanges() {}

    static Optional<ChangeRow> row(CollectorEffect effect, String actor, int tick) {
        return switch (effect) {
            case CollectorEffect.TargetDown _,
                    CollectorEffect.ScrapeErrors _,
                    CollectorEffect.ScrapeTimeouts _,
                    CollectorEffect.Cardinality _,
                    CollectorEffect.StopAgent _ ->
                    Optional.empty();
            case CollectorEffect.RestartExporter(var job, var region) ->
                    row(
                            tick,
                            "exporter",
                            job,
                            actor,
                            "Restarted the exporter of " + job + in(region),
                            "its series begin anew with the next scrape");
            case CollectorEffect.SampleLimit(var job, var most) ->
                    row(
                            tick,
                            "scrape",
                            job,
                            actor,
                            "Changed the scrape configuration of " + job,
                            "sample_limit: " + most + (most == 0 ? " (none)" : ""));
            case CollectorEffect.RenameLabel(var job, var from, var to) ->
                    row(
                            tick,
                            "relabel",
                            job,
                            actor,
                            "Changed the relabelling of " + job,
                            "label " + from + " -> " + to);
            case CollectorEffect.DropMetric(var metric) ->
                    row(
                            tick,
                            "relabel",
                            metric,
                            actor,
                            "Dropped " + metric + " when scraped",
                            "metric_relabel_configs: action drop");
            case CollectorEffect.Retention(var hours) ->
                    row(
                            tick,
                            "retention",
                            "prometheus",
                            actor,
                            "Set the retention of metrics",
                            "samples are kept for " + hours + " h");
            case CollectorEffect.RestartAgent(var region) ->
                    row(
                            tick,
                            "agent",
                            "log-agent",
                            actor,
                            "Restarted the log agents" + in(region),
                            "they go on reading where they had stopped");
            case CollectorEffect.TraceSampling(var share) ->
                    row(
                            tick,
                            "sampling",
                            "collector",
                            actor,
                            "Set the sampling of traces",
                            PolicyChanges.percent(share) + " of traces are kept");
        };
    }

    private static String in(String region) {
        return region.isEmpty() ? "" : " in " + region;
    }

    private static Optional<ChangeRow> row(
            int tick, String kind, String target, String actor, String summary, String detail) {
        return Optional.of(new ChangeRow(tick, kind, target, actor, summary, detail));
    }
}
