// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Total;
import brownout.simulator.engine.World;
import java.util.List;

/// What is known of jobs: what kube-state-metrics says of their schedules and runs, and what their runs
/// push to a gateway, as they are gone before anybody could scrape them.
///
/// Source: kube-state-metrics' documentation, "CronJob metrics".
final class JobMetrics {
    private static final String CRON = "kube_cronjob_";
    private static final String GATEWAY = "pushgateway";
    private static final String RUNS = "batch_job_runs_total";
    private static final String CALLS = "batch_job_calls_total";

    static final List<MetricMetadata> METRICS =
            List.of(
                    Instrument.gauge(CRON + "info", "Always 1; how the job is set up."),
                    Instrument.gauge(CRON + "spec_suspend", "1 while it is not run."),
                    Instrument.gauge(CRON + "status_active", "Runs at work."),
                    Instrument.gauge(
                            CRON + "status_last_schedule_time",
                            "When the last run was due, seconds since 1970."),
                    Instrument.gauge(
                            CRON + "status_last_successful_time",
                            "When the last run that went well ended, seconds since 1970."),
                    Instrument.gauge(
                            CRON + "next_schedule_time",
                            "When the next run is due, seconds since 1970."),
                    Instrument.counter(RUNS, "Runs that ended, by outcome."),
                    Instrument.counter(CALLS, "Calls that runs made, by outcome."));

    private final World world;
    private final List<Row> rows;

    private JobMetrics(World world, List<Row> rows) {
        this.world = world;
        this.rows = rows;
    }

    static void add(World world, List<Row> rows) {
        var metrics = new JobMetrics(world, rows);
        for (int region = 0; region < world.regions; region++) {
            boolean any = false;
            for (int job = 0; job < world.jobs.all.size(); job++) {
                if (world.jobs.isIn(job, region)) {
                    any = true;
                    metrics.schedule(job, region);
                    metrics.runs(job, region);
                }
            }
            if (any) {
                metrics.add("up", metrics.target(region, GATEWAY, 9091), (_, _, _, _) -> 1);
            }
        }
    }

    private Labels target(int region, String exporter, int port) {
        var name = world.estate.regions().get(region).name();
        return Labels.of(
                "job", exporter,
                "instance", exporter + "." + name + ":" + port,
                "region", name);
    }

    private Labels labels(int job, Labels target) {
        var spec = world.jobs.all.get(job);
        return target.with("namespace", spec.namespace()).with("cronjob", spec.name());
    }

    private void add(String name, Labels labels, FixedRow.Reading reading) {
        rows.add(new FixedRow(labels.with(Labels.NAME, name), reading));
    }

    private void instant(String name, Labels labels, FixedRow.Reading reading) {
        rows.add(new InstantRow(labels.with(Labels.NAME, name), reading));
    }

    private void schedule(int job, int region) {
        var labels = labels(job, target(region, "kube-state-metrics", 8080));
        int at = job * world.regions + region;
        add(
                CRON + "info",
                labels.with("schedule", world.jobs.all.get(job).schedule().toString())
                        .with("concurrency_policy", "Replace"),
                (_, _, _, _) -> 1);
        add(CRON + "spec_suspend", labels, (_, _, _, _) -> 0);
        add(
                CRON + "status_active",
                labels,
                (_, _, frame, _) -> Gauge.JobState.of(frame, at).isAtWork() ? 1 : 0);
        instant(
                CRON + "status_last_schedule_time",
                labels,
                (_, _, _, second) -> {
                    var run = world.jobs.last(job, region, second - 1);
                    return run == null ? Row.ABSENT : run.dueTick();
                });
        instant(
                CRON + "status_last_successful_time",
                labels,
                (_, scrape, _, _) -> scrape.totals.at(Total.Job.SUCCEEDED_SECOND, at));
        instant(
                CRON + "next_schedule_time",
                labels,
                (_, _, _, second) -> world.jobs.dueAfter(job, region, second - 1));
    }

    private void runs(int job, int region) {
        var labels = labels(job, target(region, GATEWAY, 9091));
        int at = job * world.regions + region;
        add(
                RUNS,
                labels.with("outcome", "succeeded"),
                (_, scrape, _, _) -> scrape.totals.at(Total.Job.SUCCEEDED_RUNS, at));
        add(
                RUNS,
                labels.with("outcome", "failed"),
                (_, scrape, _, _) -> scrape.totals.at(Total.Job.FAILED_RUNS, at));
        add(
                CALLS,
                labels.with("outcome", "answered"),
                (_, scrape, _, _) ->
                        scrape.totals.at(Total.Job.CALLS, at)
                                - scrape.totals.at(Total.Job.FAILED_CALLS, at));
        add(
                CALLS,
                labels.with("outcome", "failed"),
                (_, scrape, _, _) -> scrape.totals.at(Total.Job.FAILED_CALLS, at));
    }
}
