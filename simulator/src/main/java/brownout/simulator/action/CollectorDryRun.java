// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.fault.CollectorEffect;
import java.util.List;

/// What would be done to collectors.
final class CollectorDryRun {
    private CollectorDryRun() {}

    static Preview of(CollectorEffect effect) {
        return switch (effect) {
            case CollectorEffect.RestartExporter(var job, var region) ->
                    preview(
                            "Restart the exporter of " + job + in(region),
                            15,
                            "what it is asked about is not touched",
                            "its series are there again with the next scrape");
            case CollectorEffect.RestartAgent(var region) ->
                    preview(
                            "Restart the log agents" + in(region),
                            5,
                            "services are not touched",
                            "lines that are still on the nodes arrive late, with their own times");
            case CollectorEffect.DropMetric(var metric) ->
                    preview(
                            "Drop " + metric + " when scraped",
                            15,
                            "no further samples of it are stored, what is stored stays",
                            "rules and dashboards that read it become empty",
                            "its series leave the memory of Prometheus some minutes later");
            case CollectorEffect.SampleLimit(var job, var most) ->
                    preview(
                            most == 0
                                    ? "Take any number of samples of a target of " + job
                                    : "Take at most " + most + " samples of a target of " + job,
                            15,
                            "a scrape with more of them fails as a whole");
            case CollectorEffect.RenameLabel(var job, var from, var to) ->
                    preview(
                            "Call the label " + from + " of " + job + " " + to,
                            15,
                            "series end under the old label and begin under the new one");
            case CollectorEffect.Retention(var hours) ->
                    preview(
                            "Keep metrics for " + hours + " h",
                            0,
                            "older samples are deleted for good");
            case CollectorEffect.TraceSampling(var share) ->
                    preview(
                            "Keep " + Math.round(share * 100) + " % of traces",
                            0,
                            "the same share of every route, chosen by trace id");
            case CollectorEffect.TargetDown(var job, var region) ->
                    preview("The exporter of " + job + in(region) + " stops", 0);
            case CollectorEffect.ScrapeErrors(var job, var region, _) ->
                    preview("Some scrapes of " + job + in(region) + " fail", 0);
            case CollectorEffect.ScrapeTimeouts(var job, var region, _) ->
                    preview("Some scrapes of " + job + in(region) + " get no answer in time", 0);
            case CollectorEffect.Cardinality(_, _, var metric, var label, _, _) ->
                    preview(metric + " gets a series for every " + label, 0);
            case CollectorEffect.StopAgent(_, var region, _, _) ->
                    preview("Log agents" + in(region) + " stop", 0);
        };
    }

    private static Preview preview(String what, int seconds, String... lines) {
        return new Preview(what, List.of(lines), seconds, 1);
    }

    private static String in(String region) {
        return region.isEmpty() ? "" : " in " + region;
    }
}
