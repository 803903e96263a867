// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import brownout.query.data.Labels;
import brownout.query.data.MemoryMetrics;
import brownout.query.data.MetricStore.Exemplar;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.query.data.MetricStore.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Every rule of the text format on a few series.
final class OpenMetricsTest {
    private final MemoryMetrics store = new MemoryMetrics();

    @Test
    void familiesMetricsAndPointsInTheirOrder() throws IOException {
        store.describe(new MetricMetadata("jobs_total", "counter", "Jobs \"done\".", ""));
        store.describe(new MetricMetadata("busy_seconds_total", "counter", "", "seconds"));
        store.describe(new MetricMetadata("odd", "counter", "", ""));
        store.describe(new MetricMetadata("size", "gauge", "", "bytes"));
        store.describe(new MetricMetadata("never_total", "counter", "Has no series.", ""));
        append(1000, 1, "jobs_total", "path", "a\\b\"c\nd");
        append(2500, 2, "jobs_total", "path", "a\\b\"c\nd");
        append(1000, 1, "busy_seconds_total");
        append(1000, Double.NaN, "odd");
        append(1000, 1e21, "size");
        append(2000, Double.longBitsToDouble(Samples.STALE_BITS), "size");
        append(1000, Double.NEGATIVE_INFINITY, "unknown");
        assertEquals(
                """
                # TYPE busy_seconds counter
                # UNIT busy_seconds seconds
                busy_seconds_total 1 1
                # TYPE jobs counter
                # HELP jobs Jobs \\"done\\".
                jobs_total{path="a\\\\b\\"c\\nd"} 1 1
                jobs_total{path="a\\\\b\\"c\\nd"} 2 2.500
                # TYPE odd unknown
                odd NaN 1
                # TYPE size gauge
                size 1e+21 1
                # TYPE unknown unknown
                unknown -Inf 1
                # EOF
                """,
                text(0, 3000));
    }

    @Test
    void aHistogramIsWrittenPointByPoint() throws IOException {
        store.describe(new MetricMetadata("time_seconds", "histogram", "", "seconds"));
        for (long time = 1000; time <= 2000; time += 1000) {
            for (var pod : new String[] {"a", "b"}) {
                append(time, 3, "time_seconds_bucket", "pod", pod, "le", "+Inf");
                append(time, 1, "time_seconds_bucket", "pod", pod, "le", "2.5");
                append(time, 2, "time_seconds_bucket", "pod", pod, "le", "10");
                append(time, 3, "time_seconds_count", "pod", pod);
                append(time, 12.5, "time_seconds_sum", "pod", pod);
            }
        }
        var bucket = labels("time_seconds_bucket", "pod", "a", "le", "2.5");
        for (long time : new long[] {700, 1200, 1300}) {
            store.append(new Exemplar(bucket, Labels.of("traceID", "t" + time), 0.5, time));
        }
        assertEquals(
                """
                # TYPE time_seconds histogram
                # UNIT time_seconds seconds
                time_seconds_bucket{le="2.5",pod="a"} 1 1 # {traceID="t700"} 0.5 0.700
                time_seconds_bucket{le="10",pod="a"} 2 1
                time_seconds_bucket{le="+Inf",pod="a"} 3 1
                time_seconds_sum{pod="a"} 12.5 1
                time_seconds_count{pod="a"} 3 1
                time_seconds_bucket{le="2.5",pod="a"} 1 2 # {traceID="t1300"} 0.5 1.300
                time_seconds_bucket{le="10",pod="a"} 2 2
                time_seconds_bucket{le="+Inf",pod="a"} 3 2
                time_seconds_sum{pod="a"} 12.5 2
                time_seconds_count{pod="a"} 3 2
                time_seconds_bucket{le="2.5",pod="b"} 1 1
                time_seconds_bucket{le="10",pod="b"} 2 1
                time_seconds_bucket{le="+Inf",pod="b"} 3 1
                time_seconds_sum{pod="b"} 12.5 1
                time_seconds_count{pod="b"} 3 1
                time_seconds_bucket{le="2.5",pod="b"} 1 2
                time_seconds_bucket{le="10",pod="b"} 2 2
                time_seconds_bucket{le="+Inf",pod="b"} 3 2
                time_seconds_sum{pod="b"} 12.5 2
                time_seconds_count{pod="b"} 3 2
                # EOF
                """,
                text(0, 2000));
    }

    @Test
    void theWindowIsOpenAtItsStart() throws IOException {
        append(1000, 1, "up");
        append(2000, 2, "up");
        append(3000, 3, "up");
        assertEquals("# TYPE up unknown\nup 2 2\n# EOF\n", text(1000, 2000));
        assertEquals("# EOF\n", text(3000, 4000));
    }

    private void append(long time, double value, String name, String... pairs) {
        store.append(labels(name, pairs), time, value);
    }

    private static Labels labels(String name, String... pairs) {
        return Labels.of(pairs).with(Labels.NAME, name);
    }

    private String text(long start, long end) throws IOException {
        var out = new ByteArrayOutputStream();
        new OpenMetrics(store, new Window(start, end)).writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
