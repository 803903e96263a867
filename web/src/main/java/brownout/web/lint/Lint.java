// SPDX-License-Identifier: Apache-2.0
package brownout.web.lint;

import brownout.scenarios.gate.Gates;
import brownout.scenarios.gate.Verdict;
import brownout.scenarios.world.Worlds;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Checks scenarios with many seeds, several at a time, and says what it found in a fixed order.
public final class Lint {
    private Lint() {}

    /// One checked run; `cpuMillis` is what it cost.
    record Row(LintTarget target, Verdict verdict, long cpuMillis) {}

    /// 0 where every gate is passed, else 1.
    ///
    /// @throws IllegalArgumentException where a target is unknown
    public static int run(LintOptions options, Worlds worlds, PrintStream out) {
        var found = LintTarget.of(options.targets(), worlds.settings());
        var text = new LintText(out);
        if (!options.json()) {
            found.mistakes().forEach(out::println);
            text.head();
        }
        var rows = new ArrayList<Row>();
        try (var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var checks = new ArrayDeque<Future<Row>>();
            for (var target : found.targets()) {
                for (long seed = 1; seed <= options.seeds(); seed++) {
                    long own = seed;
                    checks.add(pool.submit(() -> check(target, own, worlds)));
                }
            }
            while (!checks.isEmpty()) {
                rows.add(await(checks.remove()));
                if (!options.json()) {
                    text.row(rows.getLast());
                }
            }
        }
        if (options.json()) {
            out.println(LintJson.document(rows, found.mistakes()).encodePrettily());
        } else {
            text.summary(rows);
        }
        boolean passed = rows.stream().allMatch(row -> row.verdict().passed());
        return passed && found.mistakes().isEmpty() ? 0 : 1;
    }

    private static Row check(LintTarget target, long seed, Worlds worlds) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        var verdict = Gates.check(worlds, target.scenario(), seed);
        return new Row(target, verdict, (threads.getCurrentThreadCpuTime() - before) / 1_000_000);
    }

    private static Row await(Future<Row> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
