// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import static brownout.simulator.property.RandomWorld.END;
import static brownout.simulator.property.RandomWorld.FIRST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import brownout.simulator.engine.Timeline;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A world is a function of its inputs, whatever way it is computed and however often it is forked.
class DeterminismTest {
    private static final int FORKS = 3;

    /// How far the interpreter follows.
    private static final int SHORT = FIRST + 239;

    @ForEachWorld
    void p01_equalInputsGiveEqualWorlds(RandomWorld world) {
        var digest = world.timeline.digest(FIRST, END + 1);
        assertEquals(digest, RandomWorld.again(world.seed).timeline.digest(FIRST, END + 1));
        assertNotEquals(digest, RandomWorld.of(world.seed + 1000).timeline.digest(FIRST, END + 1));
    }

    /// Goes on from the checkpoint before any tick; what came later is thrown away and computed again.
    @ForEachWorld
    void p01_whatIsDroppedIsRecomputedTheSame(RandomWorld world) {
        var digest = world.timeline.digest(FIRST, END + 1);
        var draw = world.draw(1);
        for (int n = 0; n < FORKS; n++) {
            int at = n == 0 ? FIRST : draw.between(FIRST, END);
            var recomputed = world.timeline.fork(at, List.of());
            recomputed.advanceTo(END);
            assertEquals(digest, recomputed.digest(FIRST, END + 1), "dropped from " + at + world);
        }
    }

    @ForEachWorld
    void p01_advancingInStepsIsAdvancing(RandomWorld world) {
        var draw = world.draw(2);
        var steps = world.timeline.fork(FIRST + 1, List.of());
        int tick = FIRST + 1;
        while (tick < END) {
            tick = Math.min(END, tick + draw.between(1, 40));
            steps.advanceTo(tick);
            assertEquals(tick, steps.closedTick());
        }
        assertEquals(world.timeline.digest(FIRST, END + 1), steps.digest(FIRST, END + 1));
    }

    /// Another JVM, which knows nothing of this one, computes the same bytes: one that interprets every
    /// instruction, one whose compiler is another, and one without machine code for the maths library.
    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-UseLibmIntrinsic"})
    void p01_otherWaysToRunGiveTheSameBytes(String option) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var seeds =
                RandomWorld.seeds().limit(3).mapToObj(Long::toString).collect(Collectors.toList());
        var command =
                new java.util.ArrayList<>(
                        List.of(
                                java,
                                "-XX:+UnlockDiagnosticVMOptions",
                                option,
                                "-cp",
                                System.getProperty("java.class.path"),
                                DeterminismTest.class.getName()));
        command.addAll(seeds);
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertEquals(digests(seeds), printed, option);
    }

    /// Prints the digests of the seeds' worlds.
    public static void main(String[] seeds) {
        System.out.print(digests(List.of(seeds)));
    }

    private static String digests(List<String> seeds) {
        var text = new StringBuilder();
        for (var seed : seeds) {
            var world = RandomWorld.begun(Long.parseLong(seed), SHORT);
            text.append(seed).append(' ').append(world.digest(FIRST, SHORT + 1)).append('\n');
        }
        return text.toString();
    }

    /// Whatever is forked, and from wherever, without anything new in it, stays what it was forked from.
    @ForEachWorld
    void p02_aForkWithoutEffectsIsItsParentForEver(RandomWorld world) {
        var draw = world.draw(3);
        var parent = world.timeline.fork(FIRST + 100, List.of());
        parent.advanceTo(END - 100);
        for (int n = 0; n < FORKS; n++) {
            int at = n == 0 ? END - 60 : draw.between(FIRST, END - 100);
            var fork = parent.fork(at, List.of());
            fork.advanceTo(END);
            assertEquals(
                    world.timeline.digest(FIRST, END + 1), fork.digest(FIRST, END + 1), "at " + at);
        }
    }

    @ForEachWorld
    void p02_aForkChangesNothingBeforeItsTickNorItsParent(RandomWorld world) {
        var draw = world.draw(4);
        var before = world.timeline.digest(FIRST, END + 1);
        for (int n = 0; n < FORKS; n++) {
            int at = draw.between(FIRST + 1, END);
            var fork = world.timeline.fork(at, List.of(traffic(at)));
            fork.advanceTo(END);
            assertEquals(
                    world.timeline.digest(FIRST, at), fork.digest(FIRST, at), "at " + at + world);
            assertNotEquals(
                    world.timeline.digest(at, END + 1), fork.digest(at, END + 1), "at " + at);
        }
        assertEquals(before, world.timeline.digest(FIRST, END + 1), "the parent changed" + world);
    }

    private static Scheduled traffic(int tick) {
        return new Scheduled(tick, new Effect.Traffic(0.2), "somebody");
    }

    /// People act at the next tick; all that was closed by then stays, for those who look at the new
    /// course as for those who look at the old one.
    @ForEachWorld
    void p12_anActionNeverChangesAClosedTick(RandomWorld world) {
        var draw = world.draw(5);
        Timeline course = world.timeline.fork(FIRST + 100, List.of());
        int now = FIRST + 99;
        for (int n = 0; n < FORKS; n++) {
            now += draw.between(1, 90);
            course.advanceTo(now);
            var closed = course.digest(FIRST, now + 1);
            int closedTick = now;
            var effect = world.action(course, now, draw);
            var early = List.of(new Scheduled(now, effect, "somebody"));
            var old = course;
            assertThrows(
                    IllegalArgumentException.class,
                    () -> old.fork(closedTick + 1, early),
                    "" + now);
            course = course.fork(now + 1, List.of(new Scheduled(now + 1, effect, "somebody")));
            assertEquals(closed, course.digest(FIRST, now + 1), effect + " at " + now + world);
            course.advanceTo(now + 1);
            assertEquals(closed, course.digest(FIRST, now + 1), effect + " at " + now + world);
            var next = course.digest(FIRST, now + 2);
            old.advanceTo(now + 20);
            assertEquals(next, course.digest(FIRST, now + 2), effect + " at " + now + world);
            assertEquals(closed, old.digest(FIRST, now + 1), effect + " at " + now + world);
        }
    }
}
