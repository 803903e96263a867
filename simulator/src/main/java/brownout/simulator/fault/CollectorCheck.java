// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Checks.known;
import static brownout.simulator.fault.Checks.region;
import static brownout.simulator.fault.Checks.service;
import static brownout.simulator.fault.Checks.within;

import brownout.simulator.estate.Estate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Whether what is done to collectors makes sense in an estate.
final class CollectorCheck {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private CollectorCheck() {}

    static Optional<String> check(CollectorEffect effect, Estate estate) {
        return switch (effect) {
            case CollectorEffect.TargetDown(var job, var region) -> job(job, region, estate);
            case CollectorEffect.ScrapeErrors(var job, var region, var share) ->
                    job(job, region, estate).or(() -> within("a share", share, 0, 1));
            case CollectorEffect.ScrapeTimeouts(var job, var region, var share) ->
                    job(job, region, estate).or(() -> within("a share", share, 0, 1));
            case CollectorEffect.RestartExporter(var job, var region) -> job(job, region, estate);
            case CollectorEffect.RenameLabel(var job, var from, var to) ->
                    job(job, "", estate).or(() -> name("label", from)).or(() -> name("label", to));
            case CollectorEffect.SampleLimit(var job, var most) ->
                    job(job, "", estate).or(() -> within("samples", most, 0, 1_000_000));
            case CollectorEffect.Cardinality(
                            var service,
                            var region,
                            var metric,
                            var label,
                            var perSecond,
                            _) ->
                    service(service, estate)
                            .or(() -> region(region, estate))
                            .or(() -> name("metric", metric))
                            .or(() -> name("label", label))
                            .or(() -> within("series a second", perSecond, 0.001, 100_000));
            case CollectorEffect.DropMetric(var metric) -> name("metric", metric);
            case CollectorEffect.Retention(var hours) -> within("hours", hours, 0.01, 100_000);
            case CollectorEffect.StopAgent(var service, var region, var node, _) ->
                    (service.isEmpty() ? Optional.<String>empty() : service(service, estate))
                            .or(() -> region(region, estate))
                            .or(() -> node(node, estate));
            case CollectorEffect.RestartAgent(var region) -> region(region, estate);
            case CollectorEffect.TraceSampling(var share) -> within("a share", share, 0, 1);
        };
    }

    /// Everything that may be meant by a job.
    static List<String> jobs(Estate estate) {
        var names = new TreeSet<>(estate.componentNames());
        names.addAll(List.of("kube-state-metrics", "node-exporter"));
        estate.monitoring()
                .ifPresent(monitoring -> {
                    monitoring.scrapeJobs().forEach(job -> names.add(job.name()));
                    monitoring.exporters().forEach(exporter -> names.add(exporter.name()));
                });
        return List.copyOf(names);
    }

    private static Optional<String> job(String job, String region, Estate estate) {
        return known("job", job, jobs(estate)).or(() -> region(region, estate));
    }

    private static Optional<String> name(String kind, String name) {
        return NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("\"" + name + "\" is not the name of a " + kind);
    }

    private static Optional<String> node(String node, Estate estate) {
        return node.isEmpty()
                ? Optional.empty()
                : known(
                        "node",
                        node,
                        estate.regions().stream()
                                .flatMap(region -> region.nodes().stream())
                                .map(Estate.Node::name)
                                .toList());
    }
}
