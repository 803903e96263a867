// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import brownout.simulator.Worlds;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
    private static final int START = -700;
    private static final int END = -200;

    /// A world that things happen to, on its own history.
    private static Timeline world(long seed) {
        var effects = Worlds.randomEffects(seed, START, END - 100);
        var timeline = Worlds.history(-300).fork(START, seed, effects);
        timeline.advanceTo(END);
        return timeline;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void equalInputsGiveEqualWorlds(long seed) {
        var first = world(seed).digest(-3600, END);
        assertEquals(first, world(seed).digest(-3600, END), "seed " + seed);
        assertNotEquals(first, world(seed + 100).digest(-3600, END), "seed " + seed);
    }

    @Test
    void anotherHistoryFromTheSameSeedIsTheSame() {
        var again = Timeline.history(Worlds.LARKSPUR, RuleStage.NONE, Worlds.HISTORY_SEED);
        again.advanceTo(-3000);
        assertEquals(Worlds.history(-300).digest(-3600, -3000), again.digest(-3600, -3000));
    }

    /// Whatever is forked, and from wherever, without anything new in it, is what it was forked from.
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void aForkWithoutEffectsIsTheSameWorld(long seed) {
        var base = world(seed);
        int at = START + Rng.below(Rng.hash(seed, 9), END - START + 1);
        var fork = base.fork(at, List.of());
        fork.advanceTo(END + 50);
        var before = base.digest(-3600, END);
        assertEquals(before, fork.digest(-3600, END), "seed " + seed + ", fork at " + at);
        base.advanceTo(END + 50);
        assertEquals(
                base.digest(END, END + 50),
                fork.digest(END, END + 50),
                "seed " + seed + " at " + at);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void aForkChangesNothingBeforeItsTickNorItsParent(long seed) {
        var base = world(seed);
        int at = START + 100 + Rng.below(Rng.hash(seed, 9), END - START - 100);
        var before = base.digest(-3600, END);
        var traffic = new Scheduled(at, new Effect.Traffic(0.2), "tester");
        var fork = base.fork(at, List.of(traffic));
        fork.advanceTo(END + 20);
        assertEquals(base.digest(-3600, at), fork.digest(-3600, at), "seed " + seed + " at " + at);
        assertNotEquals(base.digest(at, END + 1), fork.digest(at, END + 1), "seed " + seed);
        assertEquals(before, base.digest(-3600, END), "seed " + seed);
    }

    @Test
    void aSeedActsFromItsForkOn() {
        var base = Worlds.history(-300);
        var fork = base.fork(-500, 7, List.of());
        fork.advanceTo(-300);
        assertEquals(base.digest(-3600, -500), fork.digest(-3600, -500));
        assertNotEquals(base.digest(-500, -499), fork.digest(-500, -499));
    }

    @Test
    void advancingInStepsIsAdvancing() {
        var effects = List.of(new Scheduled(-350, Worlds.BAD_DEPLOY, "tester"));
        var leap = Worlds.history(-300).fork(-400, 3, effects);
        var steps = Worlds.history(-300).fork(-400, 3, effects);
        leap.advanceTo(-250);
        for (int tick = -400; tick <= -250; tick++) {
            steps.advanceTo(tick);
            assertEquals(tick, steps.closedTick());
        }
        assertEquals(leap.digest(-400, -250), steps.digest(-400, -250));
    }

    /// What a tick shows never changes once it is closed.
    @Test
    void aClosedTickStays() {
        var timeline = Worlds.history(-300).fork(-400, 5, Worlds.randomEffects(5, -400, -250));
        timeline.advanceTo(-280);
        var before = timeline.digest(-400, -280);
        timeline.advanceTo(-200);
        assertEquals(before, timeline.digest(-400, -280));
    }

    @Test
    void sharesClosedChunksWithItsParent() {
        var base = Worlds.history(-300);
        var fork = base.fork(-500, List.of());
        assertSame(base.snapshot().tick(-1000), fork.snapshot().tick(-1000));
        assertSame(base.snapshot().tick(-545), fork.snapshot().tick(-545));
    }
}
