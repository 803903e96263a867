// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.alerting.AlertRule;
import brownout.query.alerting.RuleGroup;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore.SelectHints;
import brownout.query.data.TimeRange;
import brownout.simulator.Worlds;
import brownout.simulator.alerting.RuleEvaluation;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import brownout.simulator.fault.Scheduled;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import brownout.simulator.telemetry.Visibility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// An image of a history is that history: in what it says, in what becomes of it, and in what forks off.
/// Whatever is wrong with one is noticed.
final class HistoryImageTest {
    private static final int SECONDS = 900;
    private static final long SEED = 5;
    private static final RuleStage RULES = rules();
    private static final String NAME =
            HistoryImage.name(Worlds.LARKSPUR.digest(), "rules", SEED, SECONDS);
    private static final Timeline COMPUTED = computed();
    private static final byte[] IMAGE = image(COMPUTED);

    /// The estate's, and an alert that always fires: its notifications are of the history too.
    private static RuleStage rules() {
        var watchdog =
                new AlertRule("Watchdog", "vector(1)", 0, Map.of("severity", "none"), Map.of());
        var groups = new ArrayList<>(RuleFile.builtin("larkspur"));
        groups.add(new RuleGroup("watchdog", "watchdog.yaml", 15_000, List.of(watchdog)));
        return new RuleEvaluation(groups);
    }

    private static Timeline computed() {
        var history = Timeline.history(Worlds.LARKSPUR, RULES, SEED, SECONDS);
        history.advanceTo(-1);
        return history;
    }

    private static byte[] image(Timeline history) {
        try {
            var bytes = new ByteArrayOutputStream();
            HistoryImage.write(history, NAME, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Timeline read(byte[] image) throws IOException {
        return HistoryImage.read(
                () -> new ByteArrayInputStream(image), NAME, Worlds.LARKSPUR, RULES, SEED, SECONDS);
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        var read = read(IMAGE);
        assertEquals(-1, read.closedTick());
        assertEquals(SECONDS, read.historySeconds());
        assertEquals(COMPUTED.digest(-SECONDS, 0), read.digest(-SECONDS, 0));
        assertEquals(said(COMPUTED, -1), said(read, -1));
        assertEquals(COMPUTED.inventory(-1).toString(), read.inventory(-1).toString());
    }

    @Test
    void forksOfBothAreTheSame() throws IOException {
        var read = read(IMAGE);
        for (int tick : new int[] {-SECONDS + 10, -301, -60, -1, 0, 30}) {
            var effects = List.of(new Scheduled(tick + 5, Worlds.BAD_DEPLOY, "tester"));
            var one = COMPUTED.fork(tick, 3, effects);
            var other = read.fork(tick, 3, effects);
            one.advanceTo(tick + 130);
            other.advanceTo(tick + 130);
            assertEquals(
                    one.digest(-SECONDS, tick + 131),
                    other.digest(-SECONDS, tick + 131),
                    "fork at " + tick);
            assertEquals(said(one, tick + 130), said(other, tick + 130), "fork at " + tick);
        }
    }

    @Test
    void bothGoOnAlike() throws IOException {
        var one = computed();
        var other = read(IMAGE);
        one.advanceTo(200);
        other.advanceTo(200);
        assertEquals(one.digest(-SECONDS, 201), other.digest(-SECONDS, 201));
        assertEquals(said(one, 200), said(other, 200));
    }

    @Test
    void whatHasBeenReadCanBeWrittenAgain() throws IOException {
        var again = read(image(read(IMAGE)));
        assertEquals(COMPUTED.digest(-SECONDS, 0), again.digest(-SECONDS, 0));
    }

    @Test
    void everyFlippedByteIsNoticed() {
        long seed = Long.getLong("image.seed", 20261130L);
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            int at = i < 60 ? i : random.nextInt(IMAGE.length);
            var damaged = IMAGE.clone();
            damaged[at] ^= (byte) (1 + random.nextInt(255));
            assertThrows(
                    IOException.class,
                    () -> read(damaged),
                    () -> "byte " + at + ", -Dimage.seed=" + seed);
        }
    }

    @Test
    void aTruncatedOrLongerFileIsNoticed() {
        var random = new Random(1);
        for (int i = 0; i < 50; i++) {
            int length = i < 20 ? i * 4 : random.nextInt(IMAGE.length);
            assertThrows(IOException.class, () -> read(Arrays.copyOf(IMAGE, length)));
        }
        assertThrows(IOException.class, () -> read(Arrays.copyOf(IMAGE, IMAGE.length + 1)));
        assertThrows(IOException.class, () -> read("no image".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anImageOfAnythingElseIsRefused() {
        assertNotEquals(NAME, HistoryImage.name("other", "rules", SEED, SECONDS));
        assertNotEquals(NAME, HistoryImage.name(Worlds.LARKSPUR.digest(), "", SEED, SECONDS));
        var other = HistoryImage.name(Worlds.LARKSPUR.digest(), "rules", SEED + 1, SECONDS);
        var error =
                assertThrows(
                        IOException.class,
                        () ->
                                HistoryImage.read(
                                        () -> new ByteArrayInputStream(IMAGE),
                                        other,
                                        Worlds.LARKSPUR,
                                        RULES,
                                        SEED + 1,
                                        SECONDS));
        assertEquals("it is of another history", error.getMessage());
        assertThrows(
                IOException.class,
                () ->
                        HistoryImage.read(
                                () -> new ByteArrayInputStream(IMAGE),
                                NAME,
                                EstateFile.builtin("larkspur-whole"),
                                RULES,
                                SEED,
                                SECONDS));
    }

    @Test
    void anImageIsSmall() {
        assertTrue(IMAGE.length < 6_000_000, IMAGE.length + " bytes");
    }

    /// All samples and rule states that can be seen at a tick.
    private static String said(Timeline timeline, int tick) {
        var telemetry =
                new Telemetry(timeline, new Visibility(tick), 1_700_000_040L, new RunKey(1, 1));
        var all =
                telemetry
                        .metrics()
                        .select(
                                List.of(new Matcher(Matcher.Type.MATCH, "__name__", ".+")),
                                TimeRange.millis(0, Long.MAX_VALUE / 1_000_000),
                                SelectHints.NONE);
        var said = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            var samples = all.samples(i);
            said.append(all.labels(i)).append(Arrays.hashCode(samples.timesMillis()));
            said.append(Arrays.hashCode(samples.values())).append('\n');
        }
        return said.append(telemetry.rules()).toString();
    }
}
