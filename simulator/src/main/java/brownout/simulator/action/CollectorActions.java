// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.fault.CollectorEffect;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Effects;
import java.util.List;

/// What people do to exporters, agents and stores of signals. Each is accepted whether or not something
/// is wrong with it.
final class CollectorActions {
    private static final int MOST_HOURS = 24 * 365;
    private static final int MOST_SAMPLES = 1_000_000;

    static final List<ActionCatalogue.Row> ROWS =
            List.of(
                    ActionCatalogue.row(
                            "restart-exporter",
                            "JOB [--region REGION]",
                            "Restart the exporter that exposes the metrics of a job.",
                            "seen with the next scrape",
                            "a job that is scraped",
                            "a scrape may be missing; what is watched is not touched",
                            CollectorActions::restartExporter),
                    ActionCatalogue.row(
                            "restart-agent",
                            "[--region REGION]",
                            "Restart the log agents of all nodes or of those of a region.",
                            "a few seconds",
                            "",
                            "lines that waited arrive late, with their own times",
                            CollectorActions::restartAgent),
                    ActionCatalogue.row(
                            "relabel-drop",
                            "METRIC",
                            "Drop a metric when it is scraped.",
                            "from the next scrape on",
                            "a metric that is scraped",
                            "dashboards and rules that read the metric become empty",
                            CollectorActions::drop),
                    ActionCatalogue.row(
                            "relabel",
                            "JOB LABEL NAME",
                            "Give a label of a job's metrics another name when they are scraped.",
                            "from the next scrape on",
                            "a job that is scraped, a label it has",
                            "series end and begin anew; who asks by the old label finds nothing",
                            CollectorActions::relabel),
                    ActionCatalogue.row(
                            "sample-limit",
                            "JOB --most N",
                            "Set how many samples of a target of a job are taken, 0 for any number.",
                            "from the next scrape on",
                            "a job that is scraped",
                            "a target with more of them is down for Prometheus, all its series end",
                            CollectorActions::sampleLimit),
                    ActionCatalogue.row(
                            "retention",
                            "--hours N",
                            "Set for how long metrics are kept.",
                            "at once; what is deleted is gone",
                            "",
                            "older samples are deleted for good",
                            CollectorActions::retention),
                    ActionCatalogue.row(
                            "sampling",
                            "--share PERCENT",
                            "Set which share of traces is kept, 0 to 100.",
                            "for new requests",
                            "",
                            "fewer traces: what is not kept cannot be looked at",
                            CollectorActions::sampling));

    private CollectorActions() {}

    private static Effect restartExporter(Arguments in) {
        var job = in.positional(0, "job");
        return checked(
                in, job, "job", new CollectorEffect.RestartExporter(job.text(), in.region()));
    }

    private static Effect restartAgent(Arguments in) {
        return new CollectorEffect.RestartAgent(in.region());
    }

    private static Effect drop(Arguments in) {
        var metric = in.positional(0, "metric");
        return checked(in, metric, "metric", new CollectorEffect.DropMetric(metric.text()));
    }

    private static Effect relabel(Arguments in) {
        var job = in.positional(0, "job");
        var label = in.positional(1, "label");
        var name = in.positional(2, "name");
        return checked(
                in,
                job,
                "job",
                new CollectorEffect.RenameLabel(job.text(), label.text(), name.text()));
    }

    private static Effect sampleLimit(Arguments in) {
        var job = in.positional(0, "job");
        int most = in.number("--most", 0, MOST_SAMPLES, "a whole number in 0.." + MOST_SAMPLES);
        return checked(in, job, "job", new CollectorEffect.SampleLimit(job.text(), most));
    }

    private static Effect retention(Arguments in) {
        int hours = in.number("--hours", 1, MOST_HOURS, "a whole number in 1.." + MOST_HOURS);
        return new CollectorEffect.Retention(hours);
    }

    private static Effect sampling(Arguments in) {
        int percent = in.number("--share", 0, 100, "a whole number in 0..100");
        return new CollectorEffect.TraceSampling(percent / 100.0);
    }

    private static Effect checked(Arguments in, Arguments.Word word, String field, Effect effect) {
        Effects.check(effect, in.estate())
                .ifPresent(problem -> {
                    throw in.error(field, word, problem, "");
                });
        return effect;
    }
}
