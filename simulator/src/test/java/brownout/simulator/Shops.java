// SPDX-License-Identifier: Apache-2.0
package brownout.simulator;

import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.query.data.Trace;
import brownout.query.data.TraceStore;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import brownout.simulator.telemetry.Visibility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The small shop, which has a cache of two shards and a topic with a consumer group, and what its
/// signals say. Seconds are relative to t0.
public final class Shops {
    public static final long T0 = 1_764_000_000;
    public static final Estate SHOP = read();
    private static final Timeline HISTORY = Timeline.history(SHOP, RuleStage.NONE, 7);

    private Shops() {}

    private static Estate read() {
        try (var in = Shops.class.getResourceAsStream("/estate/shop.yaml")) {
            var text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return EstateFile.read("shop.yaml", text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The shop up to `until`, with `effects` at the ticks beside them.
    public static Shop run(long seed, int until, Scheduled... effects) {
        var timeline = HISTORY.fork(-600, seed, List.of(effects));
        timeline.advanceTo(until);
        return new Shop(
                timeline, new Telemetry(timeline, new Visibility(until), T0, new RunKey(seed, 5)));
    }

    public static Scheduled at(int tick, Effect effect) {
        return new Scheduled(tick, effect, "somebody");
    }

    /// One course of the shop and questions to its stores.
    public record Shop(Timeline timeline, Telemetry telemetry) {
        /// The sum of all series with these labels at a scrape; NaN where there is none.
        public double at(int second, String name, String... labels) {
            var matchers = new ArrayList<Matcher>();
            matchers.add(Matcher.equal(Labels.NAME, name));
            for (int i = 0; i < labels.length; i += 2) {
                matchers.add(Matcher.equal(labels[i], labels[i + 1]));
            }
            long millis = (T0 + second) * 1000;
            var set =
                    telemetry
                            .metrics()
                            .select(
                                    matchers,
                                    TimeRange.millis(millis, millis),
                                    MetricStore.SelectHints.NONE);
            double sum = Double.NaN;
            for (int series = 0; series < set.size(); series++) {
                var samples = set.samples(series);
                for (int i = 0; i < samples.size(); i++) {
                    if (!MetricStore.Samples.isStale(samples.values()[i])) {
                        sum = (Double.isNaN(sum) ? 0 : sum) + samples.values()[i];
                    }
                }
            }
            return sum;
        }

        /// How much the sum grew between two scrapes.
        public double growth(int from, int to, String name, String... labels) {
            double before = at(from, name, labels);
            return at(to, name, labels) - (Double.isNaN(before) ? 0 : before);
        }

        public List<String> lines(int from, int to, String service) {
            return lines(from, to, List.of(Matcher.equal("service", service)));
        }

        /// Lines of the streams that `matchers` select.
        public List<String> lines(int from, int to, List<Matcher> matchers) {
            var cursor =
                    telemetry
                            .logs()
                            .read(
                                    matchers,
                                    LogStore.LineHints.NONE,
                                    TimeRange.afterMillis((T0 + from) * 1000, (T0 + to) * 1000),
                                    LogStore.Direction.FORWARD,
                                    0);
            var found = new ArrayList<String>();
            while (cursor.next()) {
                found.add(cursor.entry().line());
            }
            return found;
        }

        /// Lines that hold `text`.
        public long count(int from, int to, String service, String text) {
            return lines(from, to, service).stream().filter(line -> line.contains(text)).count();
        }

        /// Spans that ended in `(from, to]`.
        public List<Trace.Span> spans(int from, int to) {
            var range = TimeRange.afterMillis((T0 + from) * 1000, (T0 + to) * 1000);
            var cursor =
                    telemetry
                            .traces()
                            .find(
                                    TraceStore.SpanHints.NONE,
                                    new TimeRange(
                                            (T0 + from - 61) * 1_000_000_000L, Long.MAX_VALUE),
                                    0);
            var found = new ArrayList<Trace.Span>();
            while (cursor.next()) {
                for (var span : cursor.trace().spans()) {
                    if (range.contains(span.endNanos())) {
                        found.add(span);
                    }
                }
            }
            return found;
        }
    }
}
