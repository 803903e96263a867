// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.PolicyEffect;
import brownout.simulator.fault.Scheduled;
import brownout.simulator.fault.TrafficEffect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Switches do what they say, and single requests follow: flags, breakers, quotas, admission, traffic.
class PoliciesTest {
    private static final int START = -3000;
    private static final Estate SHOP = shop();
    private static final Timeline HISTORY = Timeline.history(SHOP, RuleStage.NONE, 5);

    private static Estate shop() {
        try {
            var file = Path.of("src/test/resources/estate/shop.yaml");
            return EstateFile.read("shop.yaml", Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Requests by how they ended, in the minute that begins `after` seconds after the effects.
    private static int[] minute(int after, Effect... effects) {
        var scheduled = new ArrayList<Scheduled>();
        for (var effect : effects) {
            scheduled.add(new Scheduled(START, effect, "tester"));
        }
        var timeline = HISTORY.fork(START, 11, scheduled);
        timeline.advanceTo(START + after + 130);
        var snapshot = timeline.snapshot();
        var requests = new Requests(snapshot.world);
        var spans = new SpanBuffer();
        var ends = new int[Status.COUNT + 2];
        for (int tick = START + after; tick < START + after + 60; tick++) {
            for (int region = 0; region < 2; region++) {
                for (int i = 0; i < snapshot.requests(tick, region, 0); i++) {
                    snapshot.eval(requests, Coordinate.pack(tick, region, 0, i), spans);
                    ends[spans.status(0)]++;
                }
            }
        }
        return ends;
    }

    private static double share(int[] ends, int status) {
        int all = 0;
        for (int count : ends) {
            all += count;
        }
        return (double) ends[Status.of(status)] / all;
    }

    private static double done(int[] ends) {
        return share(ends, 200) + share(ends, 201);
    }

    private static Effect broken(Scope scope) {
        var symptom =
                new Symptom(Failure.INTERNAL, 500, 0, "NullPointerException", "basket is null", "");
        var work = new Condition.Work(scope, "buy", 1, 0, 1, symptom);
        return new Effect.Hold("flag:new-basket", work, new Course.Step());
    }

    private static Effect bankFails() {
        var symptom = Symptom.of(Failure.UPSTREAM_ERROR, 503, 20_000);
        var calls = Condition.Calls.to(Scope.service("web"), "bank").failing(1, symptom);
        return new Effect.Hold("bank", calls, new Course.Step());
    }

    @Test
    void aFlagConcernsItsShareOfUsers() {
        var ends = minute(30, broken(Scope.service("web").flagged("new-basket")));
        assertEquals(0.1, share(ends, 500), 0.03);
        var off = new PolicyEffect.Flag("new-basket", 0);
        ends = minute(30, broken(Scope.service("web").flagged("new-basket")), off);
        assertEquals(0, share(ends, 500), 0.002);
    }

    @Test
    void aBreakerOpensAndFailsFast() {
        var ends = minute(30, bankFails());
        assertTrue(share(ends, 503) > 0.85, "not permitted: " + share(ends, 503));
        assertTrue(share(ends, 502) > 0.01, "tried: " + share(ends, 502));
        var forced = new PolicyEffect.Breaker("web", "bank", true);
        assertEquals(1, share(minute(30, forced), 503), 0.001);
    }

    @Test
    void aBreakerClosesWhenCallsSucceedAgain() {
        var symptom = Symptom.of(Failure.UPSTREAM_ERROR, 503, 20_000);
        var calls = Condition.Calls.to(Scope.service("web"), "bank").failing(1, symptom);
        var ends = minute(60, new Effect.Hold("bank", calls, new Course.Pulse(40)));
        assertTrue(done(ends) > 0.98, "ok: " + done(ends));
    }

    @Test
    void whatIsBeyondAQuotaIsRefused() {
        var ends = minute(30, new PolicyEffect.Quota("bank", 6));
        assertEquals(0.4, share(ends, 503), 0.12); // 10 requests a second, 6 of them answered
    }

    @Test
    void admissionTurnsAwayTheRest() {
        var ends = minute(30, new PolicyEffect.Admission("web", "", 0.7));
        assertEquals(0.3, share(ends, 429), 0.05);
        assertEquals(0.7, done(ends), 0.05);
    }

    @Test
    void oneRouteOfOneRegionCanSurge() {
        var surge = new TrafficEffect.RouteTraffic("web", "buy", "north", 3);
        int usual = sum(minute(30));
        int more = sum(minute(30, surge));
        assertEquals(2.2, (double) more / usual, 0.2); // the north has 60 %
    }

    private static int sum(int[] ends) {
        int all = 0;
        for (int count : ends) {
            all += count;
        }
        return all;
    }

    @Test
    void breakersAreCarriedOverAFork() {
        var base = HISTORY.fork(START, 3, List.of(new Scheduled(START, bankFails(), "tester")));
        base.advanceTo(START + 100);
        for (int at : new int[] {START + 3, START + 6, START + 61}) {
            var fork = base.fork(at, List.of());
            fork.advanceTo(START + 100);
            assertEquals(
                    base.digest(START, START + 100), fork.digest(START, START + 100), "at " + at);
        }
    }
}
