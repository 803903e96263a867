// SPDX-License-Identifier: Apache-2.0
package brownout.web.lint;

import brownout.scenarios.gate.Difficulty;
import brownout.scenarios.gate.Finding;
import brownout.scenarios.solver.Signal.Source;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The same for programs. Figures that do not exist are null; a rank is null where the root does not
/// look suspicious at all.
final class LintJson {
    private LintJson() {}

    static JsonObject document(List<Lint.Row> rows, List<String> mistakes) {
        var runs = new JsonArray();
        rows.forEach(row -> runs.add(run(row)));
        boolean passed = rows.stream().allMatch(row -> row.verdict().passed());
        return new JsonObject()
                .put("passed", passed && mistakes.isEmpty())
                .put("mistakes", new JsonArray(mistakes))
                .put("runs", runs);
    }

    private static JsonObject run(Lint.Row row) {
        var verdict = row.verdict();
        var findings = new JsonArray();
        verdict.findings().forEach(finding -> findings.add(finding(row, finding)));
        return new JsonObject()
                .put("drill", verdict.scenario().drill().slug())
                .put("scenario", verdict.scenario().id())
                .put("level", verdict.scenario().drill().level())
                .put("seed", verdict.seed())
                .put("passed", verdict.passed())
                .put("difficulty", difficulty(verdict.difficulty()))
                .put("findings", findings)
                .put("cpuMillis", row.cpuMillis());
    }

    private static JsonObject finding(Lint.Row row, Finding finding) {
        var json =
                new JsonObject()
                        .put("gate", finding.gate().name().toLowerCase(Locale.ROOT))
                        .put("title", finding.gate().title())
                        .put("about", finding.about())
                        .put("passed", finding.passed())
                        .put("detail", finding.detail())
                        .put("place", row.target().places().of(finding));
        return finding.passed() ? json : json.put("advice", finding.gate().advice());
    }

    private static JsonObject difficulty(Difficulty difficulty) {
        var without = new JsonObject();
        var points = new JsonObject();
        var required = new JsonArray();
        for (var source : Source.values()) {
            var name = name(source);
            without.put(name, rank(difficulty.rankWithout().getOrDefault(source, 0)));
            points.put(
                    name,
                    number(difficulty.pointsSeconds().getOrDefault(source, OptionalInt.empty())));
            if (difficulty.required().contains(source)) {
                required.add(name);
            }
        }
        return new JsonObject()
                .put("naiveRank", rank(difficulty.naiveRank()))
                .put("walkerRank", rank(difficulty.walkerRank()))
                .put("allRank", rank(difficulty.allRank()))
                .put("rankWithout", without)
                .put("required", required)
                .put("chance", difficulty.chance())
                .put("restartRestores", difficulty.restartRestores())
                .put("hops", number(difficulty.hops()))
                .put("anomalous", difficulty.anomalous())
                .put("breachSeconds", number(difficulty.breachSeconds()))
                .put("toldSeconds", number(difficulty.toldSeconds()))
                .put("pointsSeconds", points);
    }

    private static String name(Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Integer rank(int rank) {
        return rank == 0 ? null : rank;
    }

    private static @Nullable Integer number(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }
}
