// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import brownout.web.http.Times;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// Says how a push goes: a line every few seconds, a summary at the end. Addresses without their
/// credentials, numbers with thousands separated.
final class Report {
    private final PrintStream out;
    private String lastProblem = "";

    Report(PrintStream out) {
        this.out = out;
    }

    /// One receiver; `positionMillis` is the world time up to which its items have been made.
    record Row(String items, String receiver, Tally tally, long positionMillis) {}

    void progress(long worldMillis, List<Row> rows) {
        var line = new StringBuilder(Times.nano(worldMillis / 1000 * 1000));
        for (var row : rows) {
            long behind = Math.max(0, worldMillis - row.positionMillis()) / 1000;
            line.append(
                    String.format(
                            Locale.ROOT, " | %,d %s sent", row.tally().sent.sum(), row.items()));
            line.append(behind > 10 ? String.format(Locale.ROOT, ", %,d s behind", behind) : "");
            counts(row.tally(), line);
        }
        out.println(line);
        for (var row : rows) {
            problem(row);
        }
    }

    /// Each problem once.
    private void problem(Row row) {
        var problem = row.tally().problem();
        if (!problem.isEmpty() && !problem.equals(lastProblem)) {
            lastProblem = problem;
            out.println("  " + row.receiver() + ": " + problem.lines().findFirst().orElse(""));
        }
    }

    void summary(double seconds, List<Row> rows) {
        out.println(String.format(Locale.ROOT, "Pushed for %.1f s:", seconds));
        for (var row : rows) {
            var tally = row.tally();
            var line =
                    new StringBuilder(
                            String.format(
                                    Locale.ROOT,
                                    "  %,d %s to %s in %,d requests, %.1f MB, %,.0f a second",
                                    tally.sent.sum(),
                                    row.items(),
                                    row.receiver(),
                                    tally.requests.sum(),
                                    tally.sentBytes.sum() / 1e6,
                                    tally.sent.sum() / seconds));
            counts(tally, line);
            line.append(tally.isComplete() ? "" : "; the last problem: " + tally.problem());
            out.println(line);
        }
    }

    private static void counts(Tally tally, StringBuilder line) {
        append(tally.retries.sum(), "retries", line);
        append(tally.dropped.sum(), "refused", line);
        append(tally.unsent.sum(), "unsent", line);
    }

    private static void append(long count, String what, StringBuilder line) {
        if (count > 0) {
            line.append(String.format(Locale.ROOT, ", %,d %s", count, what));
        }
    }
}
