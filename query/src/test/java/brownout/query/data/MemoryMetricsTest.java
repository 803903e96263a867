// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import brownout.query.data.MetricStore.Exemplar;
import brownout.query.data.MetricStore.Samples;
import brownout.query.data.MetricStore.SelectHints;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryMetricsTest {
    private final MemoryMetrics store = new MemoryMetrics();
    private final Labels up = Labels.of(Labels.NAME, "up", "job", "a");

    private String read(TimeRange range) {
        var set = store.select(List.of(Matcher.equal(Labels.NAME, "up")), range, SelectHints.NONE);
        var text = new StringBuilder();
        for (int row = 0; row < set.size(); row++) {
            text.append(set.labels(row).get("job"));
            var samples = set.samples(row);
            for (int i = 0; i < samples.size(); i++) {
                text.append(' ').append(samples.timesMillis()[i]);
            }
            text.append(';');
        }
        return text.toString();
    }

    @Test
    void rangesAreRespectedAndSeriesOrdered() {
        var other = Labels.of(Labels.NAME, "up", "job", "0");
        for (int i = 0; i < 20; i++) {
            store.append(up, i * 1000L, i);
        }
        store.append(other, 5000, 1);
        assertEquals("0 5000;a 4000 5000;", read(TimeRange.afterMillis(3000, 5000)));
        assertEquals("a 0 1000;", read(TimeRange.millis(0, 1000)));
        assertEquals("", read(TimeRange.millis(100_000, 200_000)));
        assertEquals("", read(TimeRange.afterMillis(1000, 1000)));
        assertEquals("0 5000;", read(TimeRange.ALL).substring(0, 7));
    }

    @Test
    void staleMarkersKeepTheirBits() {
        store.append(up, 1, Double.longBitsToDouble(Samples.STALE_BITS));
        var set = store.select(List.of(), TimeRange.ALL, SelectHints.NONE);
        assertEquals(Samples.STALE_BITS, Double.doubleToRawLongBits(set.samples(0).values()[0]));
    }

    @Test
    void earlierSamplesAreRefusedAndEqualTimesReplace() {
        store.append(up, 5, 1);
        store.append(up, 5, 2);
        assertThrows(IllegalArgumentException.class, () -> store.append(up, 4, 1));
        var set = store.select(List.of(), TimeRange.ALL, SelectHints.NONE);
        assertEquals(1, set.samples(0).size());
        assertEquals(2, set.samples(0).values()[0]);
    }

    @Test
    void exemplarsComeBySeriesThenTime() {
        store.append(new Exemplar(up, Labels.of("traceID", "b"), 2, 20));
        store.append(new Exemplar(up, Labels.of("traceID", "a"), 1, 10));
        store.append(new Exemplar(up, Labels.of("traceID", "c"), 3, 30));
        var found = store.exemplars(List.of(), TimeRange.millis(10, 20));
        assertEquals(List.of(1.0, 2.0), found.stream().map(Exemplar::value).toList());
        assertEquals("", read(TimeRange.ALL));
    }
}
