// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.data.MemoryMetrics;
import brownout.query.data.MetricStore.Samples;
import java.util.List;
import java.util.SplittableRandom;

/// Random queries over a random store, both from one seed.
final class Queries {
    private static final List<String> METRICS = List.of("up", "requests_total", "heap_bytes");
    private static final List<String> LABELS = List.of("job", "pod", "code");

    private static final List<String> SOUP =
            List.of(
                    ("up sum rate topk quantile label_replace by without on ignoring group_left offset @"
                                    + " bool and or unless start end NaN Inf 1 0x1F 5m 1h30m 1e3 .5 [5m] [5m:]"
                                    + " [1m:7s] ( ) { } [ ] , : = == != =~ !~ < <= + - * / % ^ \"a\" 'b' `c`"
                                    + " \"(\" {job=\"api\"} {__name__=~\"u.*\"} # \\ ? $ up{ () (job) é")
                            .split(" ", -1));

    private final SplittableRandom random;

    Queries(long seed) {
        random = new SplittableRandom(seed);
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// 20 minutes of samples about every 15 s, with gaps, stale markers, NaN and counter resets.
    MemoryMetrics store() {
        var store = new MemoryMetrics();
        for (var metric : METRICS) {
            int series = 1 + random.nextInt(4);
            for (int i = 0; i < series; i++) {
                var labels =
                        Labels.of(
                                Labels.NAME,
                                metric,
                                "job",
                                any(List.of("api", "db")),
                                "pod",
                                "p" + i,
                                "code",
                                any(List.of("200", "500", "")));
                fill(store, labels);
            }
        }
        return store;
    }

    private void fill(MemoryMetrics store, Labels labels) {
        double value = random.nextInt(50);
        for (long time = random.nextInt(15_000);
                time < 1_200_000;
                time += 14_000 + random.nextInt(2000)) {
            switch (random.nextInt(25)) {
                case 0 -> time += 400_000 / (1 + random.nextInt(4));
                case 1 -> store.append(labels, time, Double.longBitsToDouble(Samples.STALE_BITS));
                case 2 -> store.append(labels, time, Double.NaN);
                case 3 -> value = 0;
                default -> {
                    value += random.nextInt(10);
                    store.append(labels, time, value);
                }
            }
        }
    }

    String vector(int depth) {
        if (depth == 0) {
            return selector();
        }
        return switch (random.nextInt(9)) {
            case 0 -> selector() + offset();
            case 1 ->
                    any(List.of("sum", "avg", "min", "max", "count", "stddev"))
                            + clause()
                            + "("
                            + vector(depth - 1)
                            + ")";
            case 2 ->
                    any(
                                    List.of(
                                            "rate",
                                            "increase",
                                            "delta",
                                            "irate",
                                            "sum_over_time",
                                            "avg_over_time",
                                            "max_over_time",
                                            "last_over_time",
                                            "changes",
                                            "stdvar_over_time",
                                            "deriv"))
                            + "("
                            + window(depth)
                            + ")";
            case 3 -> vector(depth - 1) + " " + operator() + " " + scalar();
            case 4 -> scalar() + " " + operator() + " " + vector(depth - 1);
            case 5 ->
                    "("
                            + vector(depth - 1)
                            + ") "
                            + any(List.of("and", "or", "unless"))
                            + any(List.of("", " on (job)", " ignoring (pod, code)"))
                            + " ("
                            + vector(depth - 1)
                            + ")";
            case 6 ->
                    "("
                            + vector(depth - 1)
                            + ") "
                            + operator()
                            + any(List.of("", " on (job, pod)", " ignoring (code) group_left ()"))
                            + " ("
                            + vector(depth - 1)
                            + ")";
            case 7 ->
                    any(List.of("abs", "-", "floor", "absent", "sgn", "timestamp", "sort"))
                            + "("
                            + vector(depth - 1)
                            + ")";
            default ->
                    any(List.of("topk", "bottomk", "quantile"))
                            + clause()
                            + "("
                            + scalar()
                            + ", "
                            + vector(depth - 1)
                            + ")";
        };
    }

    /// Tokens in any order.
    String soup() {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(any(SOUP)).append(any(List.of("", " ")));
        }
        return text.toString();
    }

    /// `query` with a few characters missing, doubled or replaced.
    String damaged(String query) {
        var text = new StringBuilder(query);
        for (int i = random.nextInt(3); i >= 0 && text.length() > 1; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, text.charAt(random.nextInt(text.length())));
                default -> text.setCharAt(at, (char) (32 + random.nextInt(96)));
            }
        }
        return text.toString();
    }

    private String window(int depth) {
        return random.nextInt(4) == 0
                ? vector(Math.min(1, depth - 1))
                        + "["
                        + duration()
                        + ":"
                        + any(List.of("", "30s", "7s"))
                        + "]"
                : selector() + "[" + duration() + "]" + offset();
    }

    private String selector() {
        var metric = any(METRICS);
        return switch (random.nextInt(4)) {
            case 0 ->
                    metric
                            + "{"
                            + any(LABELS)
                            + any(List.of("=", "!=", "=~", "!~"))
                            + "\""
                            + any(List.of("api", "p1", "200|500", ".*"))
                            + "\"}";
            case 1 -> "{__name__=~\"up|heap.*\",job=\"api\"}";
            default -> metric;
        };
    }

    private String clause() {
        return any(List.of("", " by (job)", " without (pod)", " by (code, pod)"));
    }

    private String offset() {
        return any(List.of("", "", " offset 1m", " offset -90s", " @ 600", " @ 300 offset 30s"));
    }

    private String duration() {
        return any(List.of("30s", "1m", "2m30s", "5m", "61s", "90"));
    }

    private String operator() {
        return any(List.of("+", "-", "*", "/", "%", "^", "==", "!=", ">", "< bool", ">=", "atan2"));
    }

    private String scalar() {
        return any(
                List.of(
                        "1",
                        "0",
                        "-3.5",
                        "1e3",
                        "2",
                        "time()",
                        "scalar(up)",
                        "(1 + 2)",
                        "0x1F",
                        "5m"));
    }
}
