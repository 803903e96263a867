// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import brownout.simulator.Worlds;
import brownout.simulator.alerting.RuleEvaluation;
import brownout.simulator.estate.RuleFile;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A readable digest of one world, kept in a file: the same on every machine, and a change of the engine
/// shows as a change of the file. `-Dupdate=true` rewrites it. That other JVMs compute the same bytes,
/// the interpreter too, is shown by `property.DeterminismTest` on smaller worlds, to which more happens.
class GoldenTest {
    private static final Path FILE =
            Path.of("src/test/resources/golden/larkspur-pool-exhausted@7.txt");

    @Test
    void theWorldIsWhatItWas() throws IOException {
        var actual = describe();
        if (Boolean.getBoolean("update")) {
            Files.writeString(FILE, actual);
        }
        assertEquals(Files.readString(FILE), actual);
    }

    private static String describe() {
        var history =
                Timeline.history(
                        Worlds.LARKSPUR, new RuleEvaluation(RuleFile.builtin("larkspur")), 7);
        history.advanceTo(-3000);
        var timeline =
                history.fork(
                        -3180,
                        7,
                        List.of(
                                new Scheduled(-3180, Worlds.BAD_DEPLOY, "deploy-bot"),
                                new Scheduled(
                                        -2820,
                                        new Effect.Rollback("payment-api", "1.17.3"),
                                        "me")));
        timeline.advanceTo(-2521);
        var text = new StringBuilder("# tick digest-of-60-ticks requests errors\n");
        for (int tick = -3600; tick < -2520; tick += 60) {
            text.append(tick).append(' ').append(timeline.digest(tick, tick + 60).substring(0, 16));
            text.append(' ').append(lines(timeline, tick, true));
            text.append(' ').append(lines(timeline, tick, false)).append('\n');
        }
        for (int second = -3585; second <= -2520; second += 15) {
            for (var transition : timeline.snapshot().scrape(second).transitions()) {
                var alert = transition.alert();
                text.append(transition.tick()).append(' ').append(alert.state()).append(' ');
                text.append(alert.labels()).append('\n');
            }
        }
        return text.toString();
    }

    private static int lines(Timeline timeline, int from, boolean answered) {
        int sum = 0;
        for (int tick = from; tick < from + 60; tick++) {
            var lines = timeline.snapshot().tick(tick).lines();
            for (int i = 0; i < lines.length; i++) {
                int level = i % TickRecord.LEVELS;
                boolean counts =
                        answered ? level != TickRecord.WARN : level == TickRecord.ERROR_LEVEL;
                sum += counts ? lines[i] : 0;
            }
        }
        return sum;
    }
}
