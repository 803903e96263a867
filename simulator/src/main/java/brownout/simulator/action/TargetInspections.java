// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.simulator.engine.Collectors;
import brownout.simulator.engine.Collectors.ScrapeError;
import brownout.simulator.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What people see of the processes that are scraped: whether they run and what they answer now.
final class TargetInspections {
    static final List<Inspection> ROWS =
            List.of(
                    Inspection.signals(
                            "status",
                            "[NAME] [--region REGION]",
                            "Whether exporters and other processes that are scraped run, and what they"
                                    + " answer.",
                            TargetInspections::status),
                    Inspection.signals(
                            "curl",
                            "INSTANCE/metrics",
                            "What a process exposes: the values of the last scrape, whatever Prometheus"
                                    + " made of them.",
                            TargetInspections::curl));

    private TargetInspections() {}

    /// A process that is scraped, by the labels that Prometheus gives it; `answers` unless its host or
    /// container is away.
    record Unit(Labels labels, boolean answers) {
        String job() {
            return labels.get("job");
        }

        String region() {
            return labels.get("region");
        }

        /// `HOST:PORT`
        String instance() {
            return labels.get("instance").replaceFirst("^https?://", "");
        }

        /// The outage that this process has in `tick`.
        Optional<Collectors.Outage> outage(Telemetry now, int tick) {
            return now.snapshot().collectors.outages(job(), region()).stream()
                    .filter(outage -> outage.fails(labels.get("instance"), tick))
                    .findFirst();
        }
    }

    /// All processes that were there at the last scrape, in the order of their labels.
    static List<Unit> units(Telemetry now) {
        var up = select(now, List.of(Matcher.equal(Labels.NAME, "up")));
        var found = new ArrayList<Unit>();
        for (int i = 0; i < up.size(); i++) {
            var samples = up.samples(i);
            if (samples.size() > 0 && !MetricStore.Samples.isStale(samples.values()[0])) {
                found.add(new Unit(up.labels(i).without(Labels.NAME), samples.values()[0] > 0));
            }
        }
        return found;
    }

    private static MetricStore.SeriesSet select(Telemetry now, List<Matcher> matchers) {
        long millis = now.scrapeMillis();
        return now.exposed()
                .select(matchers, TimeRange.millis(millis, millis), MetricStore.SelectHints.NONE);
    }

    private static List<String> status(Arguments in, Telemetry now) {
        var region = in.region();
        var units = units(now);
        var names = new TreeSet<String>();
        units.forEach(unit -> names.add(unit.job()));
        in.estate()
                .monitoring()
                .ifPresent(spec -> spec.exporters().forEach(each -> names.add(each.name())));
        var jobs =
                in.find(0).isEmpty()
                        ? names
                        : Collectors.jobs(in.named(0, "unit", names), in.estate());
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("UNIT", "INSTANCE", "ACTIVE", "ANSWERS"));
        for (var unit : units) {
            if (jobs.contains(unit.job()) && (region.isEmpty() || region.equals(unit.region()))) {
                rows.add(state(unit, now));
            }
        }
        return Columns.lines(rows);
    }

    private static List<String> state(Unit unit, Telemetry now) {
        var outage = unit.outage(now, now.nowTick());
        if (outage.isPresent() && outage.get().error() == ScrapeError.REFUSED) {
            var since = PodInspections.age(now.nowTick() + 1 - outage.get().from());
            return List.of(
                    unit.job(),
                    unit.instance(),
                    "failed (exit-code) for " + since,
                    "connection refused");
        }
        if (!unit.answers()) {
            return List.of(unit.job(), unit.instance(), "unknown", "connection refused");
        }
        return List.of(
                unit.job(),
                unit.instance(),
                "active (running)",
                outage.map(each -> answers(each.error())).orElse("200 OK"));
    }

    private static String answers(ScrapeError error) {
        return switch (error) {
            case REFUSED -> "connection refused";
            case STATUS_500 -> "500 Internal Server Error";
            case TIMEOUT -> "nothing within 10 s";
            case SAMPLE_LIMIT -> "200 OK"; // to whom asks the target itself
        };
    }

    private static List<String> curl(Arguments in, Telemetry now) {
        var word = in.positional(0, "instance");
        var address = word.text().replaceFirst("^https?://", "");
        int slash = address.indexOf('/');
        var host = slash < 0 ? address : address.substring(0, slash);
        var units = units(now);
        in.known(
                "instance",
                "instance",
                new Arguments.Word(host, word.column()),
                units.stream().map(Unit::instance).toList());
        if (slash < 0 || !address.substring(slash).equals("/metrics")) {
            throw in.error(
                    "path",
                    word,
                    host + " answers nothing else than /metrics here",
                    "Write: curl " + host + "/metrics, or heap-profile POD, or thread-dump POD");
        }
        var unit = units.stream().filter(each -> each.instance().equals(host)).findFirst();
        return answer(unit.orElseThrow(), now);
    }

    private static List<String> answer(Unit unit, Telemetry now) {
        var outage = unit.outage(now, now.nowTick());
        if (!unit.answers()
                || outage.filter(each -> each.error() == ScrapeError.REFUSED).isPresent()) {
            int colon = unit.instance().indexOf(':');
            return List.of(
                    colon < 0
                            ? "curl: (7) Failed to connect to " + unit.instance()
                            : "curl: (7) Failed to connect to "
                                    + unit.instance().substring(0, colon)
                                    + " port "
                                    + unit.instance().substring(colon + 1)
                                    + ": Connection refused");
        }
        if (outage.filter(each -> each.error() == ScrapeError.TIMEOUT).isPresent()) {
            return List.of(
                    "curl: (28) Operation timed out after 10001 milliseconds with 0 bytes received");
        }
        if (outage.isPresent()) {
            return List.of(
                    "HTTP/1.1 500 Internal Server Error",
                    "An error has occurred while serving metrics");
        }
        var own =
                select(
                        now,
                        List.of(
                                Matcher.equal("job", unit.job()),
                                Matcher.equal("instance", unit.labels().get("instance"))));
        return Exposition.of(own, unit.labels(), now.metrics().metadata());
    }
}
