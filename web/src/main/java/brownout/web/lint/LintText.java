// SPDX-License-Identifier: Apache-2.0
package brownout.web.lint;

import brownout.scenarios.gate.Difficulty;
import brownout.scenarios.gate.Finding;
import brownout.scenarios.gate.Verdict;
import brownout.scenarios.solver.Signal.Source;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The table for people: a line per run, below it a line per gate that is not passed, and per scenario
/// a line over all its seeds.
final class LintText {
    private final PrintStream out;

    LintText(PrintStream out) {
        this.out = out;
    }

    void head() {
        line(
                "drill", "seed", "gates", "broken", "told", "naive", "walker", "all", "without",
                "hops", "sick", "points", "restart", "needs", "ms");
        line(
                "", "", "", "s", "s", "rank", "rank", "rank", "m l t", "", "", "m l t s", "helps",
                "", "cpu");
    }

    private void line(Object... cells) {
        out.println(
                String.format(
                                Locale.ROOT,
                                "%-30s %4s %-12s %6s %6s %5s %6s %4s %8s %4s %4s %-11s %7s %-8s %6s",
                                cells)
                        .stripTrailing());
    }

    void row(Lint.Row row) {
        var verdict = row.verdict();
        var difficulty = verdict.difficulty();
        line(
                verdict.scenario().drill().slug(),
                verdict.seed(),
                gates(verdict),
                seconds(difficulty.breachSeconds()),
                seconds(difficulty.toldSeconds()),
                rank(difficulty.naiveRank()),
                rank(difficulty.walkerRank()),
                rank(difficulty.allRank()),
                each(source -> rank(difficulty.rankWithout().getOrDefault(source, 0))),
                seconds(difficulty.hops()),
                difficulty.anomalous(),
                each(source ->
                        seconds(
                                difficulty
                                        .pointsSeconds()
                                        .getOrDefault(source, OptionalInt.empty()))),
                difficulty.restartRestores() ? "yes" : "no",
                needs(difficulty),
                row.cpuMillis());
        verdict.findings().stream()
                .filter(finding -> !finding.passed())
                .forEach(finding ->
                        out.println("  " + row.target().places().message(finding, verdict.seed())));
    }

    private static String gates(Verdict verdict) {
        long red = verdict.findings().stream().filter(finding -> !finding.passed()).count();
        return red == 0 ? verdict.findings().size() + " green" : red + " red";
    }

    private static String needs(Difficulty difficulty) {
        return difficulty.required().stream()
                .map(source -> source.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }

    private static String each(Function<Source, String> text) {
        return Arrays.stream(Source.values()).map(text).collect(Collectors.joining(" "));
    }

    private static String rank(int rank) {
        return rank == 0 ? "-" : Integer.toString(rank);
    }

    private static String seconds(OptionalInt seconds) {
        return seconds.isPresent() ? Integer.toString(seconds.getAsInt()) : "-";
    }

    // ---- over all seeds

    void summary(List<Lint.Row> rows) {
        out.println();
        var scenarios = rows.stream().map(Lint.Row::target).distinct().toList();
        for (var target : scenarios) {
            summary(target, rows.stream().filter(row -> row.target().equals(target)).toList());
        }
        long red = rows.stream().filter(row -> !row.verdict().passed()).count();
        out.println(
                red == 0
                        ? rows.size() + " runs, every gate passed"
                        : red + " of " + rows.size() + " runs do not pass their gates");
    }

    private void summary(LintTarget target, List<Lint.Row> rows) {
        int seeds = rows.size();
        var chance = rows.getFirst().verdict().difficulty().chance();
        out.println(
                "%s, level %d: first of all in %d seeds: naive %d, walker %d, with logs and traces %d, chance %.0f %%; restarting everything helps in %d; median %d ms of CPU a seed"
                        .formatted(
                                target.scenario().drill().slug(),
                                target.scenario().drill().level(),
                                seeds,
                                count(rows, each -> each.naiveRank() == 1),
                                count(rows, each -> each.walkerRank() == 1),
                                count(rows, each -> each.allRank() == 1),
                                100 * chance,
                                count(rows, Difficulty::restartRestores),
                                median(rows)));
        red(rows).forEach(text -> out.println("  " + text));
    }

    private static long count(List<Lint.Row> rows, Predicate<Difficulty> what) {
        return rows.stream().filter(row -> what.test(row.verdict().difficulty())).count();
    }

    private static long median(List<Lint.Row> rows) {
        var costs = rows.stream().map(Lint.Row::cpuMillis).sorted().toList();
        return costs.get(costs.size() / 2);
    }

    /// Each finding that is red in some seed, with the number of seeds.
    private static List<String> red(List<Lint.Row> rows) {
        var texts = new ArrayList<String>();
        var first = rows.getFirst().verdict().findings();
        for (int i = 0; i < first.size(); i++) {
            int at = i;
            long red =
                    rows.stream()
                            .map(row -> row.verdict().findings())
                            .filter(findings -> isRed(findings, at))
                            .count();
            if (red > 0) {
                texts.add("red in " + red + " of " + rows.size() + ": " + first.get(i).title());
            }
        }
        return texts;
    }

    private static boolean isRed(List<Finding> findings, int at) {
        return !findings.get(at).passed();
    }
}
