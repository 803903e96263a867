// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.prometheus;

import brownout.simulator.telemetry.Targets;
import brownout.simulator.telemetry.TsdbStatus;
import brownout.web.api.Signals;
import brownout.web.http.Endpoints;
import brownout.web.http.Json;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import brownout.web.http.Times;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// The part of the Prometheus HTTP API that is about what is scraped and what has come of it.
public final class PrometheusTargetsApi {
    /// What Go writes for a time that has not been.
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private static final int MOST_ENTRIES = 10_000;

    private final Signals.Source source;

    public PrometheusTargetsApi(Signals.Source source) {
        this.source = source;
    }

    public void mount(Endpoints on) {
        on.get("/api/v1/targets", this::targets);
        on.get("/api/v1/scrape_pools", this::pools);
        on.get("/api/v1/status/tsdb", this::head);
    }

    /// `GET /api/v1/targets`: what is scraped, `state` being `active`, `dropped` (none) or `any`, all of
    /// it or one `scrapePool`.
    private Reply targets(Params in) {
        var pool = in.text("scrapePool");
        var targets =
                in.text("state").equals("dropped")
                        ? List.<Targets.Target>of()
                        : source.of(in).targets().get().targets().stream()
                                .filter(target -> pool.isEmpty() || target.pool().equals(pool))
                                .toList();
        return PrometheusJson.success(json -> {
            json.object().name("activeTargets").array();
            targets.forEach(target -> target(json, target));
            json.endArray()
                    .name("droppedTargets")
                    .array()
                    .endArray()
                    .name("droppedTargetCounts")
                    .object()
                    .endObject()
                    .endObject();
        });
    }

    private static void target(Json json, Targets.Target target) {
        long scraped = target.lastScrapeMillis();
        json.object()
                .name("discoveredLabels")
                .object()
                .member("__address__", target.labels().get("instance"))
                .member("__metrics_path__", "/metrics")
                .member("__scheme__", "http")
                .member("__scrape_interval__", Targets.INTERVAL_SECONDS + "s")
                .member("__scrape_timeout__", Targets.TIMEOUT_SECONDS + "s")
                .member("job", target.pool())
                .endObject()
                .name("labels")
                .labels(target.labels())
                .member("scrapePool", target.pool())
                .member("scrapeUrl", target.url())
                .member("globalUrl", target.url())
                .member("lastError", target.lastError())
                .member("lastScrape", scraped == 0 ? NEVER : Times.nano(scraped))
                .member("lastScrapeDuration", target.scrapeSeconds())
                .member("health", target.health().name().toLowerCase(Locale.ROOT))
                .member("scrapeInterval", Targets.INTERVAL_SECONDS + "s")
                .member("scrapeTimeout", Targets.TIMEOUT_SECONDS + "s")
                .endObject();
    }

    /// `GET /api/v1/scrape_pools`.
    private Reply pools(Params in) {
        var names = new TreeSet<String>();
        source.of(in).targets().get().targets().forEach(target -> names.add(target.pool()));
        return PrometheusJson.success(
                json -> json.object().name("scrapePools").strings(names).endObject());
    }

    /// `GET /api/v1/status/tsdb`: how much there is in memory, and which names have most of it; `limit`
    /// entries a list, 10 where nothing is said.
    private Reply head(Params in) {
        var status = source.of(in).tsdb().apply(limit(in.text("limit")));
        return PrometheusJson.success(json -> {
            json.object()
                    .name("headStats")
                    .object()
                    .member("numSeries", status.series())
                    .member("numLabelPairs", status.labelPairs())
                    .member("chunkCount", status.chunks())
                    .member("minTime", status.minMillis())
                    .member("maxTime", status.maxMillis())
                    .endObject();
            counts(json.name("seriesCountByMetricName"), status.byMetric());
            counts(json.name("labelValueCountByLabelName"), status.valuesByLabel());
            counts(json.name("memoryInBytesByLabelName"), status.bytesByLabel());
            counts(json.name("seriesCountByLabelValuePair"), status.byPair());
            json.endObject();
        });
    }

    private static int limit(String text) {
        if (text.isEmpty()) {
            return Signals.TSDB_ENTRIES;
        }
        if (!text.matches("0*[1-9]\\d{0,8}")) {
            throw new Refusal(400, "limit must be a positive number, not \"" + text + "\"");
        }
        int limit = Integer.parseInt(text);
        if (limit > MOST_ENTRIES) {
            throw new Refusal(400, "limit must not exceed " + MOST_ENTRIES);
        }
        return limit;
    }

    private static void counts(Json json, List<TsdbStatus.Count> counts) {
        json.array();
        for (var count : counts) {
            json.object().member("name", count.name()).member("value", count.value()).endObject();
        }
        json.endArray();
    }
}
