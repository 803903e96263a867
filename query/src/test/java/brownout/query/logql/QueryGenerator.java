// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Labels;
import brownout.query.data.MemoryLogs;

/// Makes LogQL queries and logs for them from a seed.
final class QueryGenerator {
    private static final String NOISE = "{}()[]|=!~\"'`,.#/ -5ms\\\u00e9\ud800";

    private final Dice dice;

    QueryGenerator(long seed) {
        dice = new Dice(seed);
    }

    String log() {
        var text = new StringBuilder(selector());
        for (int i = dice.roll(4); i > 0; i--) {
            text.append(' ').append(stage());
        }
        return text.toString();
    }

    private String selector() {
        return dice.pick(
                "{app=\"a\"}",
                "{app=~\"a|b\"}",
                "{app=~\".+\", level!=\"warn\"}",
                "{level=\"error\", app!~\"b\"}",
                "{app=~\"[ab]\", pod=\"\"}");
    }

    private String stage() {
        return switch (dice.roll(10)) {
            case 8 ->
                    dice.pick(
                            "| pattern `<first> <_>`",
                            "| regexp `(?P<code>[0-9]{3})`",
                            "|> `<_>code<_>`");
            case 0, 1 -> dice.pick("|=", "!=", "|~", "!~") + " " + chain();
            case 2, 3 -> "| json";
            case 4 ->
                    dice.oneIn(2)
                            ? "| logfmt" + dice.pick("", " --strict", " --keep-empty")
                            : "| json | " + dice.pick("user_id", "trace") + "=\"x\"";
            // They end in a condition: a name alone would take a following != for its own.
            case 5 -> "| drop " + dice.pick("", name() + ", ") + name() + "=\"x\"";
            case 6 -> "| keep app, level, " + name() + "=~\".+\"";
            case 7 ->
                    dice.pick(
                            "| label_format fresh=" + name(),
                            "| label_format fresh=`{{.code | upper}}`, code=" + name(),
                            "| label_format all=`{{range $n, $v := .}}{{$n}}{{end}}`",
                            "| label_format fresh=`{{if .code}}{{trunc 1 .code}}{{end}}`",
                            "| line_format \"{{.code}} {{.level}}\"");
            default -> "| " + filter(2);
        };
    }

    /// A query with a few characters gone, doubled or replaced.
    String broken() {
        var text = new StringBuilder(dice.oneIn(2) ? log() : metric(2));
        for (int i = dice.roll(3) + 1; i > 0; i--) {
            int at = dice.roll(text.length());
            switch (dice.roll(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, text.charAt(at));
                default -> text.insert(at, NOISE.charAt(dice.roll(NOISE.length())));
            }
        }
        return text.toString();
    }

    private String chain() {
        return text() + (dice.oneIn(3) ? " or " + text() : "");
    }

    private String text() {
        return dice.pick(
                "\"code\"",
                "\"50\"",
                "`x`",
                "\"\"",
                "\"error\"",
                "\"a=1\"",
                "\"té\"",
                "\"co*de.*50\"");
    }

    private String name() {
        return dice.pick("code", "level", "took", "user_id", "trace", "level_extracted", "pod");
    }

    private String filter(int depth) {
        if (depth > 0 && dice.oneIn(2)) {
            return dice.pick("(%s) %s (%s)", "%s %s %s")
                    .formatted(filter(depth - 1), dice.pick("and", "or", ","), filter(depth - 1));
        }
        return switch (dice.roll(5)) {
            case 0, 1 -> name() + dice.pick("=", "!=") + dice.pick("\"500\"", "\"x\"", "\"\"");
            case 2 -> name() + dice.pick("=~", "!~") + dice.pick("\"5.*\"", "\"x|y\"", "\".*\"");
            case 3 ->
                    name() + dice.pick("==", ">", "<=", "!=", "=") + dice.pick("500", "-1", "1e3");
            default -> "took" + dice.pick(">", "<", "=") + dice.pick("1s", "250ms", "2KB", "1h30m");
        };
    }

    /// A metric query; `depth` bounds how deep expressions nest.
    String metric(int depth) {
        if (depth == 0) {
            return dice.oneIn(4) ? counted() : range();
        }
        return switch (dice.roll(8)) {
            case 0, 1, 2 ->
                    dice.pick("sum", "max", "count", "avg", "stddev")
                            + grouping()
                            + "("
                            + metric(depth - 1)
                            + ")";
            case 3 -> dice.pick("topk", "bottomk") + "(2, " + metric(depth - 1) + ")";
            case 4 ->
                    "("
                            + metric(depth - 1)
                            + ")"
                            + dice.pick(" + ", " / ", " > ", " == bool ", " ^ ")
                            + dice.pick("2", "0.5", "-1");
            case 5 ->
                    metric(depth - 1)
                            + dice.pick(" or ", " and on (app) ", " unless ignoring (level) ")
                            + metric(depth - 1);
            case 6 -> metric(depth - 1) + " or vector(0)";
            default ->
                    "label_replace(" + metric(depth - 1) + ", \"new\", \"$1\", \"app\", \"(a|b)\")";
        };
    }

    /// A sum that a store can count by itself.
    private String counted() {
        return "sum"
                + dice.pick("", " by (app)", " by (app, level)", " by (pod)")
                + "("
                + dice.pick("count_over_time", "rate")
                + "("
                + selector()
                + dice.pick("", " |= " + text(), " |= " + text() + " |= " + text(), " | json")
                + " ["
                + dice.pick("15s", "30s", "5s", "20s")
                + "]))";
    }

    private String grouping() {
        return dice.pick("", " by (app)", " by (level, code)", " without (level)", " by ()");
    }

    private String range() {
        var offset = dice.oneIn(4) ? " offset 20s" : "";
        var window = " [" + dice.pick("10s", "30s", "45s", "1m") + "]" + offset;
        return switch (dice.roll(6)) {
            case 0 ->
                    dice.pick("sum_over_time", "max_over_time", "last_over_time", "rate_counter")
                            + "("
                            + log()
                            + " | unwrap code | __error__=\"\""
                            + window
                            + ")";
            case 1 ->
                    "quantile_over_time(0.9, "
                            + log()
                            + " | json | unwrap duration(took)"
                            + " | __error__=\"\""
                            + window
                            + ") by (app)";
            case 2 -> "absent_over_time(" + log() + window + ")";
            default ->
                    dice.pick("count_over_time", "rate", "bytes_over_time", "bytes_rate")
                            + "("
                            + log()
                            + dice.pick("", " | __error__=\"\"")
                            + window
                            + ")";
        };
    }

    MemoryLogs store() {
        var logs = new MemoryLogs();
        for (int i = dice.roll(60) + 20; i > 0; i--) {
            var stream =
                    Labels.of(
                            "app",
                            dice.pick("a", "b"),
                            "level",
                            dice.pick("error", "warn", "info", ""));
            var metadata =
                    Labels.of(
                            "trace",
                            dice.pick("x", "y", ""),
                            dice.pick("level", "pod"),
                            dice.pick("x", "", ""));
            logs.append(stream, dice.roll(180) * 1_000_000_000L, line(), metadata);
        }
        return logs;
    }

    private String line() {
        return switch (dice.roll(6)) {
            case 0 -> "plain error text x";
            case 1 -> "{\"code\": " + code() + ", \"took\": \"" + took() + "\", broken";
            case 2 -> "code=" + code() + " took=" + took() + " level=x a=1 user-id=\"té\"";
            default ->
                    "{\"code\": "
                            + code()
                            + ", \"user\": {\"id\": \""
                            + dice.pick("x", "y")
                            + "\"}, \"level\": \""
                            + dice.pick("x", "\\u0078", "error")
                            + "\", \"took\": \""
                            + took()
                            + "\", \"list\": [1, \"]\"], \"no\": null}";
        };
    }

    private String code() {
        return dice.pick("500", "200", "404", "1e3");
    }

    private String took() {
        return dice.pick("1s", "250ms", "2h", "7", "3KB");
    }
}
