// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.LogStore;
import brownout.query.data.Matcher;
import brownout.query.data.Trace;
import brownout.simulator.fault.DatabaseEffect;
import brownout.simulator.fault.Scheduled;
import brownout.simulator.telemetry.JsonLine;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import brownout.simulator.telemetry.Visibility;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Jobs run by the clock, and what they do is in all signals alike: runs in their counters and lines, and
/// statements in those of the database, which nobody else made.
class JobsTest {
    private static final int FROM = RandomWorld.FIRST + 60;
    private static final int TO = RandomWorld.FIRST + 585;

    private static boolean hasJobs(RandomWorld world) {
        return !world.estate.jobs().isEmpty();
    }

    /// By region and one or two labels more.
    private static Map<String, double[]> values(Telemetry telemetry, String name, String... by) {
        var keys = Arrays.copyOf(by, by.length + 1);
        keys[by.length] = "region";
        return Reading.values(telemetry.exposed(), name, FROM, TO, keys);
    }

    private static double growth(double[] values) {
        return values[values.length - 1] - values[0];
    }

    private static double growth(Map<String, double[]> all, String... words) {
        double sum = 0;
        for (var each : all.entrySet()) {
            sum +=
                    List.of(each.getKey().split(" ")).containsAll(List.of(words))
                            ? growth(each.getValue())
                            : 0;
        }
        return sum;
    }

    private static double lines(Telemetry telemetry, String job, String begin) {
        var stream = List.of(Matcher.equal("job", job));
        return Reading.lines(
                        telemetry.written(),
                        stream,
                        LogStore.LineHints.NONE,
                        Reading.after(FROM, TO),
                        LogStore.Direction.FORWARD)
                .stream()
                .filter(entry ->
                        JsonLine.parse(entry.line()).getOrDefault("message", "").startsWith(begin))
                .count();
    }

    @ForEachWorld
    void runsAreCountedAsTheyAreLogged(RandomWorld world) {
        Assumptions.assumeTrue(hasJobs(world));
        var telemetry = world.at(RandomWorld.END);
        var runs = values(telemetry, "batch_job_runs_total", "cronjob", "outcome");
        for (var job : List.of("sweep", "remind")) {
            double ended = growth(runs, job);
            assertTrue(ended >= 2, job + " " + runs.keySet() + world);
            assertEquals(
                    growth(runs, job, "succeeded"),
                    lines(telemetry, job, "Run finished"),
                    job + world);
            assertEquals(
                    growth(runs, job, "failed"), lines(telemetry, job, "Run failed"), job + world);
            assertEquals(ended, lines(telemetry, job, "Run began"), regions(world), job + world);
        }
    }

    private static double regions(RandomWorld world) {
        return world.estate.regions().size();
    }

    @ForEachWorld
    void aDatabaseCountsTheStatementsOfServicesAndJobs(RandomWorld world) {
        Assumptions.assumeTrue(hasJobs(world));
        var telemetry = world.at(RandomWorld.END);
        var spans =
                Reading.spans(telemetry.traces(), FROM, TO).stream()
                        .filter(span ->
                                span.kind() == Trace.Kind.CLIENT
                                        && "main-db"
                                                .equals(span.attributes().get("server.address")))
                        .count();
        double made =
                growth(values(telemetry, "batch_job_calls_total", "cronjob", "outcome"), "sweep");
        assertTrue(made > 0, world.toString());
        var commits = values(telemetry, "pg_stat_database_xact_commit_total", "service");
        var rollbacks = values(telemetry, "pg_stat_database_xact_rollback_total", "service");
        Assumptions.assumeTrue(isWhole(commits)); // a server that is away cannot be asked
        assertEquals(
                spans + made,
                growth(commits, "main-db") + growth(rollbacks, "main-db"),
                world.toString());
    }

    private static boolean isWhole(Map<String, double[]> series) {
        for (var values : series.values()) {
            for (double value : values) {
                if (Double.isNaN(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    @ForEachWorld
    void aJobIsBusyWhenItsScheduleSaysSo(RandomWorld world) {
        Assumptions.assumeTrue(hasJobs(world));
        var telemetry = world.at(RandomWorld.END);
        var active = values(telemetry, "kube_cronjob_status_active", "cronjob");
        var last = values(telemetry, "kube_cronjob_status_last_schedule_time", "cronjob");
        var next = values(telemetry, "kube_cronjob_next_schedule_time", "cronjob");
        for (var job : active.keySet()) {
            int busy = 0;
            for (int i = 0; i < active.get(job).length; i++) {
                double now = RandomWorld.T0 + FROM + (double) i * Reading.STEP;
                double due = Objects.requireNonNull(last.get(job))[i];
                double then = Objects.requireNonNull(next.get(job))[i];
                var where = job + " at " + i + ": " + due + " " + now + " " + then + world;
                assertTrue(due < now && now <= then && (then - due) % 60 == 0, where);
                assertTrue(active.get(job)[i] == 0 || now - due < 80, where);
                busy += (int) active.get(job)[i];
            }
            assertTrue(busy > 5 && busy < active.get(job).length, job + " " + busy + world);
        }
    }

    /// A run whose database takes no writes fails, and that is not the last that went well.
    @Test
    void aRunFailsWhenItsDatabaseDoes() {
        var world =
                RandomWorld.all()
                        .map(named -> named.getPayload())
                        .filter(JobsTest::hasJobs)
                        .findFirst();
        Assumptions.assumeTrue(world.isPresent());
        var effect = new DatabaseEffect.ReadOnly("main-db", "", true);
        var timeline = RandomWorld.begun(world.get().seed, FROM - 61);
        var failing = timeline.fork(FROM - 60, List.of(new Scheduled(FROM - 60, effect, "")));
        failing.advanceTo(RandomWorld.END);
        var telemetry =
                new Telemetry(
                        failing, new Visibility(RandomWorld.END), RandomWorld.T0, new RunKey(1, 2));
        var runs = values(telemetry, "batch_job_runs_total", "cronjob", "outcome");
        assertTrue(growth(runs, "sweep", "failed") >= 3, world.get().toString());
        assertEquals(
                growth(runs, "sweep", "failed"),
                lines(telemetry, "sweep", "Run failed"),
                world.get().toString());
        var well = values(telemetry, "kube_cronjob_status_last_successful_time", "cronjob");
        assertEquals(0, growth(well, "sweep"), 121 * regions(world.get()), world.get().toString());
    }
}
