// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Monitoring;
import brownout.simulator.fault.CollectorEffect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What has happened to what watches the estate, as spans of ticks; it tells of every tick so far, like
/// [Fleet]. Readers look at the estate through it. Immutable.
public final class Collectors {
    /// The end of what has not ended.
    public static final int NEVER = Integer.MAX_VALUE;

    public static final Collectors UNTOUCHED =
            new Collectors(
                    List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                    List.of());

    /// Why scrapes fail.
    public enum ScrapeError {
        /// Nobody listens: every scrape.
        REFUSED,
        STATUS_500,
        /// The answer takes longer than Prometheus waits.
        TIMEOUT,
        /// The answer has more samples than Prometheus takes from the job.
        SAMPLE_LIMIT
    }

    /// In ticks `[from, to)` a `share` of the scrapes of `job` in `region` fails.
    public record Outage(
            String job, String region, ScrapeError error, double share, int from, int to) {
        private Outage until(int tick) {
            return new Outage(job, region, error, share, from, tick);
        }

        /// Whether the scrape of `instance` in `tick` fails.
        public boolean fails(String instance, int tick) {
            return tick >= from
                    && tick < to
                    && (share >= 1
                            || Rng.uniform(Rng.hash(instance.hashCode(), tick, 0x500)) < share);
        }
    }

    /// In ticks `[from, to)` the label `name` of what `jobs` expose is called `as`.
    public record Renaming(Set<String> jobs, String name, String as, int from, int to) {}

    /// From tick `from` on the samples of `metric` are dropped.
    public record Drop(String metric, int from) {}

    /// From tick `from` on the pods of `service` in `region` ("" = all) that run `version` ("" = any)
    /// expose their share of `perSecond` further series of `metric` every second. From `to` on they are dropped when scraped.
    public record Growth(
            String service,
            String region,
            String metric,
            String label,
            double perSecond,
            String version,
            int from,
            int to) {
        private Growth until(int tick) {
            return new Growth(service, region, metric, label, perSecond, version, from, tick);
        }
    }

    /// From tick `from` on no more than `most` samples of a target of `jobs` are taken; 0 = any number.
    public record Limit(Set<String> jobs, int most, int from) {}

    /// In ticks `[from, to)` no lines of `service` ("" = all) in `region` on `node` ("" = all) are sent.
    /// They are sent at `to`, unless `isLost`.
    public record Silence(
            String service, String region, String node, boolean isLost, int from, int to) {
        /// Whether a line that was written in `tick` has not arrived by the end of `nowTick`.
        public boolean hides(int tick, int nowTick) {
            return tick >= from && tick < to && (isLost || to > nowTick);
        }
    }

    /// From tick `from` on `value` is set, until there is a further one.
    public record Setting(int from, double value) {}

    private final List<Outage> outages;
    private final List<Renaming> renamings;
    private final List<Drop> drops;
    private final List<Growth> growths;
    private final List<Limit> limits;
    private final List<Silence> silences;
    private final List<Setting> samplings;
    private final List<Setting> retentions;

    private Collectors(
            List<Outage> outages,
            List<Renaming> renamings,
            List<Drop> drops,
            List<Growth> growths,
            List<Limit> limits,
            List<Silence> silences,
            List<Setting> samplings,
            List<Setting> retentions) {
        this.outages = outages;
        this.renamings = renamings;
        this.drops = drops;
        this.growths = growths;
        this.limits = limits;
        this.silences = silences;
        this.samplings = samplings;
        this.retentions = retentions;
    }

    /// What there is after `effect` at the start of `tick`.
    Collectors with(CollectorEffect effect, Estate estate, int tick) {
        return switch (effect) {
            case CollectorEffect.TargetDown(var job, var region) ->
                    outages(job, region, ScrapeError.REFUSED, 1, estate, tick);
            case CollectorEffect.ScrapeErrors(var job, var region, var share) ->
                    outages(job, region, ScrapeError.STATUS_500, share, estate, tick);
            case CollectorEffect.ScrapeTimeouts(var job, var region, var share) ->
                    outages(job, region, ScrapeError.TIMEOUT, share, estate, tick);
            case CollectorEffect.RestartExporter(var job, var region) ->
                    restartExporter(jobs(job, estate), region, tick);
            case CollectorEffect.RenameLabel(var job, var from, var to) ->
                    rename(jobs(job, estate), from, to, tick);
            case CollectorEffect.Cardinality(
                            var service,
                            var region,
                            var metric,
                            var label,
                            var rate,
                            var version) ->
                    growths(
                            plus(
                                    growths,
                                    new Growth(
                                            service, region, metric, label, rate, version, tick,
                                            NEVER)));
            case CollectorEffect.DropMetric(var metric) -> drop(metric, tick);
            case CollectorEffect.SampleLimit(var job, var most) ->
                    limits(plus(limits, new Limit(jobs(job, estate), most, tick)));
            case CollectorEffect.Retention(var hours) ->
                    new Collectors(
                            outages,
                            renamings,
                            drops,
                            growths,
                            limits,
                            silences,
                            samplings,
                            plus(retentions, new Setting(tick, hours)));
            case CollectorEffect.StopAgent(var service, var region, var node, var isLost) ->
                    stopAgent(service, regions(region, estate), node, isLost, tick);
            case CollectorEffect.RestartAgent(var region) -> restartAgent(region, tick);
            case CollectorEffect.TraceSampling(var share) ->
                    new Collectors(
                            outages,
                            renamings,
                            drops,
                            growths,
                            limits,
                            silences,
                            plus(samplings, new Setting(tick, share)),
                            retentions);
        };
    }

    private static <T> List<T> plus(List<T> list, T more) {
        var all = new ArrayList<>(list);
        all.add(more);
        return List.copyOf(all);
    }

    private Collectors outages(
            String name, String region, ScrapeError error, double share, Estate estate, int tick) {
        var changed = new ArrayList<>(outages);
        for (var job : new TreeSet<>(jobs(name, estate))) {
            for (var each : regions(region, estate)) {
                changed.add(new Outage(job, each, error, share, tick, NEVER));
            }
        }
        return outages(List.copyOf(changed));
    }

    private static List<String> regions(String region, Estate estate) {
        return region.isEmpty() ? estate.regionNames() : List.of(region);
    }

    private Collectors outages(List<Outage> changed) {
        return new Collectors(
                changed, renamings, drops, growths, limits, silences, samplings, retentions);
    }

    private Collectors growths(List<Growth> changed) {
        return new Collectors(
                outages, renamings, drops, changed, limits, silences, samplings, retentions);
    }

    private Collectors limits(List<Limit> changed) {
        return new Collectors(
                outages, renamings, drops, growths, changed, silences, samplings, retentions);
    }

    private Collectors silences(List<Silence> changed) {
        return new Collectors(
                outages, renamings, drops, growths, limits, changed, samplings, retentions);
    }

    private Collectors restartExporter(Set<String> jobs, String region, int tick) {
        var changed = new ArrayList<Outage>();
        for (var each : outages) {
            boolean meant = jobs.contains(each.job()) && covers(region, each.region());
            changed.add(each.to() != NEVER || !meant ? each : each.until(tick));
        }
        return outages(List.copyOf(changed));
    }

    private static boolean covers(String asked, String own) {
        return asked.isEmpty() || asked.equals(own);
    }

    /// Taking a renaming back ends it.
    private Collectors rename(Set<String> jobs, String from, String to, int tick) {
        var changed = new ArrayList<Renaming>();
        boolean isBack = false;
        for (var each : renamings) {
            boolean meant =
                    each.to() == NEVER
                            && jobs.containsAll(each.jobs())
                            && each.name().equals(to)
                            && each.as().equals(from);
            isBack |= meant;
            changed.add(
                    meant
                            ? new Renaming(each.jobs(), each.name(), each.as(), each.from(), tick)
                            : each);
        }
        if (!isBack) {
            changed.add(new Renaming(jobs, from, to, tick, NEVER));
        }
        return new Collectors(
                outages,
                List.copyOf(changed),
                drops,
                growths,
                limits,
                silences,
                samplings,
                retentions);
    }

    private Collectors drop(String metric, int tick) {
        var changed = new ArrayList<Growth>();
        for (var each : growths) {
            boolean meant = each.metric().equals(metric) && each.to() == NEVER;
            changed.add(meant ? each.until(tick) : each);
        }
        return new Collectors(
                outages,
                renamings,
                plus(drops, new Drop(metric, tick)),
                List.copyOf(changed),
                limits,
                silences,
                samplings,
                retentions);
    }

    private Collectors stopAgent(
            String service, List<String> regions, String node, boolean isLost, int tick) {
        var changed = new ArrayList<>(silences);
        for (var region : regions) {
            changed.add(new Silence(service, region, node, isLost, tick, NEVER));
        }
        return silences(List.copyOf(changed));
    }

    private Collectors restartAgent(String region, int tick) {
        var changed = new ArrayList<Silence>();
        for (var each : silences) {
            boolean meant = covers(region, each.region());
            changed.add(
                    each.to() != NEVER || !meant
                            ? each
                            : new Silence(
                                    each.service(),
                                    each.region(),
                                    each.node(),
                                    each.isLost(),
                                    each.from(),
                                    tick));
        }
        return silences(List.copyOf(changed));
    }

    /// As if exporters answered always and Prometheus took what they say as it is.
    public Collectors exposed() {
        return isEmpty()
                ? this
                : new Collectors(
                        List.of(), List.of(), List.of(), growths, List.of(), silences, samplings,
                        List.of());
    }

    /// The `job` labels that a name stands for: itself, and what a scrape job or an exporter finds.
    public static Set<String> jobs(String name, Estate estate) {
        var found = new TreeSet<String>();
        found.add(name);
        estate.monitoring()
                .ifPresent(monitoring -> {
                    var meant = new TreeSet<String>(found);
                    for (var exporter : monitoring.exporters()) {
                        if (exporter.name().equals(name)) {
                            meant.add(exporter.job());
                        }
                    }
                    for (var job : monitoring.scrapeJobs()) {
                        if (meant.contains(job.name())) {
                            found.add(job.name());
                            found.addAll(found(job, estate));
                        }
                    }
                });
        return Collections.unmodifiableSortedSet(found);
    }

    private static List<String> found(Monitoring.ScrapeJob job, Estate estate) {
        return switch (job.targets()) {
            case PODS -> estate.serviceNames();
            case DATABASES -> estate.databases().stream().map(Estate.Database::name).toList();
            case CACHES -> estate.caches().stream().map(Estate.Cache::name).toList();
            case BROKERS -> estate.brokers().stream().map(Estate.Broker::name).toList();
            case SEARCH ->
                    estate.searchClusters().stream().map(Estate.SearchCluster::name).toList();
            case PROBES -> estate.thirdParties().stream().map(Estate.ThirdParty::name).toList();
            case NODES -> List.of("node-exporter");
            case CLUSTER -> List.of("kube-state-metrics");
            case INGRESS, MESH, MONITORING -> List.of();
        };
    }

    // ---- what readers ask

    /// Whether everything is recorded as it is.
    public boolean isEmpty() {
        return this == UNTOUCHED;
    }

    /// The outages that concern a job in a region.
    public List<Outage> outages(String job, String region) {
        return chosen(outages, each -> each.job().equals(job) && each.region().equals(region));
    }

    public List<Renaming> renamings(String job) {
        return chosen(renamings, each -> each.jobs().contains(job));
    }

    public List<Renaming> renamings() {
        return renamings;
    }

    /// The tick from which on `metric` is dropped, or [#NEVER].
    public int droppedFrom(String metric) {
        for (var each : drops) {
            if (each.metric().equals(metric)) {
                return each.from();
            }
        }
        return NEVER;
    }

    public List<Growth> growths() {
        return growths;
    }

    /// Whether there is or was a limit on what targets of `job` may expose.
    public boolean hasLimits(String job) {
        return !limits.isEmpty() && limits.stream().anyMatch(each -> each.jobs().contains(job));
    }

    /// How many samples of a target of `job` are taken at `tick` at most, 0 where any number is.
    public int sampleLimit(String job, int tick) {
        int most = 0;
        for (var each : limits) {
            most = each.from() <= tick && each.jobs().contains(job) ? each.most() : most;
        }
        return most;
    }

    /// The first tick at which a limit was set, or [#NEVER].
    public int limitedFrom() {
        return limits.stream().mapToInt(Limit::from).min().orElse(NEVER);
    }

    /// The silences that concern a service in a region.
    public List<Silence> silences(String service, String region) {
        return chosen(
                silences, each -> covers(each.service(), service) && each.region().equals(region));
    }

    public boolean hasSilences() {
        return !silences.isEmpty();
    }

    /// Whether the trace of the request at `coordinate` is kept.
    public boolean keepsTrace(long coordinate) {
        double share = sampling(Coordinate.tick(coordinate));
        return share >= 1 || Rng.uniform(Rng.hash(coordinate, 0x7ace)) < share;
    }

    /// For how many seconds metrics are kept, `usual` where nobody has said otherwise.
    public double retention(int tick, double usual) {
        double seconds = usual;
        for (var each : retentions) {
            seconds = each.from() <= tick ? each.value() * 3600 : seconds;
        }
        return seconds;
    }

    /// The share of traces that begin in `tick` and are kept.
    private double sampling(int tick) {
        double share = 1;
        for (var each : samplings) {
            share = each.from() <= tick ? each.value() : share;
        }
        return share;
    }

    /// The first tick whose metrics have not been deleted by the end of `nowTick`, at least
    /// `firstTick`. What was deleted stays so when the retention is raised.
    public int firstKept(int firstTick, int nowTick) {
        long first = firstTick;
        for (int i = 0; i < retentions.size(); i++) {
            var each = retentions.get(i);
            int end = i + 1 < retentions.size() ? retentions.get(i + 1).from() : NEVER;
            if (each.from() <= nowTick) {
                long until = Math.min(nowTick, end);
                first = Math.max(first, until - Math.round(each.value() * 3600));
            }
        }
        return (int) first;
    }

    private static <T> List<T> chosen(List<T> all, Predicate<T> wanted) {
        return all.isEmpty() ? List.of() : all.stream().filter(wanted).toList();
    }

    /// A hash of everything; the same wherever it is computed.
    long hash() {
        long hash = 0;
        for (var list :
                List.of(
                        outages,
                        renamings,
                        drops,
                        growths,
                        limits,
                        silences,
                        samplings,
                        retentions)) {
            hash = Rng.mix(hash + list.size());
            for (var each : list) {
                hash = Rng.mix(hash + words(each));
            }
        }
        return hash;
    }

    /// Sets have no order of their own.
    private static long words(Object record) {
        long hash = 0;
        for (var word : record.toString().split("[^A-Za-z0-9_.=-]+", -1)) {
            hash += Rng.mix(word.hashCode());
        }
        return hash;
    }
}
