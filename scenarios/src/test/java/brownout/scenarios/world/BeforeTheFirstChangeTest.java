// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import brownout.query.data.LogStore.Direction;
import brownout.query.data.LogStore.LineHints;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore.SelectHints;
import brownout.query.data.TimeRange;
import brownout.query.data.TraceStore.SpanHints;
import brownout.scenarios.Catalogue;
import brownout.scenarios.Scenario;
import brownout.scenarios.Settings;
import brownout.scenarios.TestWorlds;
import brownout.simulator.engine.Timeline;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import brownout.simulator.telemetry.Visibility;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Until a scenario's first change nothing tells that there is one: every series, line, span, alert and
/// change is that of the same seed without it. After it, they differ (or the comparison is blind).
final class BeforeTheFirstChangeTest {
    private static final long T0 = 1_764_000_000 / 60 * 60;
    private static final RunKey KEY = new RunKey(0x1234, 0x5678);
    private static final Worlds WORLDS = TestWorlds.BUILT_IN;

    private static final long[] SEEDS = {1, 2, 17};

    /// One seed for each scenario, in turn; all of them with `-Dgates.seeds=20`.
    static Stream<Arguments> runs() {
        boolean all = Integer.getInteger("gates.seeds", 3) > SEEDS.length;
        var scenarios = Catalogue.builtIn(Settings.builtIn()).scenarios();
        return IntStream.range(0, scenarios.size())
                .boxed()
                .flatMap(i ->
                        LongStream.of(SEEDS)
                                .filter(seed -> all || seed == SEEDS[i % SEEDS.length])
                                .mapToObj(seed -> Arguments.of(scenarios.get(i), seed)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void allSignalsAreThoseOfTheSameSeedWithoutTheScenario(Scenario scenario, long seed) {
        int first = scenario.firstChangeTick(seed);
        assertEquals(
                everything(without(scenario, seed, first), first - 1),
                everything(WORLDS.base(scenario, seed).timeline(), first - 1),
                scenario.id() + ", seed " + seed);
        int later = scenario.faultTick(seed) + 90;
        assertNotEquals(
                everything(without(scenario, seed, first), later),
                everything(WORLDS.base(scenario, seed).timeline(), later),
                scenario.id() + ", seed " + seed + ": nothing was compared");
    }

    private static Timeline without(Scenario scenario, long seed, int first) {
        return WORLDS.history(scenario, seed).fork(first, seed, List.of());
    }

    /// All that the stores say at the close of `tick`: metrics of five minutes, lines and traces of the
    /// last half minute, alerts and changes.
    private static String everything(Timeline timeline, int tick) {
        timeline.advanceTo(tick);
        var telemetry = new Telemetry(timeline, new Visibility(tick), T0, KEY);
        long now = T0 + tick + 1;
        var text = new StringBuilder();
        var all = List.of(new Matcher(Matcher.Type.MATCH, "__name__", ".+"));
        var series =
                telemetry
                        .metrics()
                        .select(
                                all,
                                TimeRange.millis((now - 300) * 1000, now * 1000),
                                SelectHints.NONE);
        for (int i = 0; i < series.size(); i++) {
            var samples = series.samples(i);
            text.append(series.labels(i));
            text.append(Arrays.hashCode(Arrays.copyOf(samples.timesMillis(), samples.size())));
            text.append(Arrays.hashCode(Arrays.copyOf(samples.values(), samples.size())))
                    .append('\n');
        }
        var range = TimeRange.millis((now - 30) * 1000, now * 1000);
        var lines =
                telemetry
                        .logs()
                        .read(
                                List.of(Matcher.equal("namespace", "production")),
                                LineHints.NONE,
                                range,
                                Direction.FORWARD,
                                0);
        while (lines.next()) {
            text.append(lines.entry()).append('\n');
        }
        var traces = telemetry.traces().find(SpanHints.NONE, range, 0);
        for (int i = 0; i < 500 && traces.next(); i++) {
            text.append(traces.trace().id().hex()).append(traces.trace().spans()).append('\n');
        }
        telemetry.rules().forEach(text::append);
        text.append(telemetry.alertTransitions(-Timeline.HISTORY_SECONDS, tick + 1));
        text.append(telemetry.changes());
        return text.toString();
    }
}
