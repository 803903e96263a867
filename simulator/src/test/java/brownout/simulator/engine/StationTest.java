// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.engine.DiscreteEvents.Setup;
import brownout.simulator.engine.DiscreteEvents.Trigger;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.PodEffect;
import brownout.simulator.fault.PolicyEffect;
import brownout.simulator.fault.Scheduled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One station with callers who time out and try again, beside the same station simulated event by
/// event: goodput and attempts agree within 2 % of what arrives, healthy, broken and afterwards.
class StationTest {
    private static final double ARRIVALS = 290;
    private static final int START = -3000;
    private static final int CUT = 120; // seconds after the start
    private static final int RESTORED = 180;
    private static final int END = 480;

    /// `work` takes 10 ms on four cores: 400 a second can be done, 290 are asked for.
    private static String estate(int room, int retries) {
        return """
        estate: station
        company: Station
        namespace: test
        traffic: {daily: 0, half_daily: 0, noise: 0}
        regions:
          - {name: here, share: 100%%, local_time: 12h, nodes: [node-1]}
        routes:
          - {to: caller/call, rate: %s}
        services:
          - name: caller
            team: test
            tier: 1
            description: Calls
            version: 1.0.0
            replicas: 4
            cores: 8
            memory: 256Mi
            resident: 100Mi
            workers: 10000
            queue: 10000
            config: {}
            operations:
              - name: call
                http: GET /call
                cpu: 100us
                calls:
                  - {to: station/work, timeout: 1s, retries: %d, backoff: 50ms}
          - name: station
            team: test
            tier: 1
            description: Works
            version: 1.0.0
            replicas: 1
            cores: 4
            memory: 256Mi
            resident: 100Mi
            workers: 10000
            queue: %d
            config: {}
            operations:
              - name: work
                http: GET /work
                cpu: 10ms
                sigma: 0.45
        """
                .formatted(ARRIVALS, retries, room);
    }

    private static Timeline timeline(int room, int retries, List<Scheduled> effects, int end) {
        var estate = EstateFile.read("station.yaml", estate(room, retries));
        var timeline = Timeline.history(estate, RuleStage.NONE, 3).fork(START, 5, effects);
        timeline.advanceTo(START + end);
        return timeline;
    }

    private static Scheduled at(int second, Effect effect) {
        return new Scheduled(START + second, effect, "tester");
    }

    private static Scheduled cores(int second, double cores) {
        return at(second, new PodEffect.LimitCpu("station", "", cores));
    }

    /// Per second of `[from, to)` after the start: calls that succeeded, and attempts at the station.
    private static double[] rates(Timeline timeline, int from, int to) {
        var snapshot = timeline.snapshot();
        double good = 0;
        double attempts = 0;
        var requests = new Requests(snapshot.world);
        var spans = new SpanBuffer();
        for (int tick = START + from; tick < START + to; tick++) {
            for (int i = 0; i < snapshot.requests(tick, 0, 0); i++) {
                snapshot.eval(requests, Coordinate.pack(tick, 0, 0, i), spans);
                good += Status.isFailure(spans.status(0)) ? 0 : 1;
                for (int span = 1; span < spans.size(); span++) {
                    attempts += spans.isServer(span) ? 1 : 0;
                }
            }
        }
        return new double[] {good / (to - from), attempts / (to - from)};
    }

    @ParameterizedTest
    @CsvSource({
        "100, 0", "100, 2", "2000, 0", "2000, 2",
    })
    void agreesWithTheStationSimulatedEventByEvent(int room, int retries) {
        var effects = List.of(cores(CUT, 1.4), cores(RESTORED, 4));
        var timeline = timeline(room, retries, effects, END);
        var setup = new Setup(ARRIVALS, 4, 0.01, 0.45, room, 1, retries, 0.05);
        var events = new DiscreteEvents(setup, new Trigger(CUT, RESTORED, 4 / 1.4), END, 7);
        for (int[] window : new int[][] {{20, 110}, {150, 178}, {300, 470}}) {
            var rates = rates(timeline, window[0], window[1]);
            var where = "room " + room + ", retries " + retries + ", from second " + window[0];
            double good = events.goodput(window[0], window[1]);
            double attempts = events.attempts(window[0], window[1]);
            assertEquals(good, rates[0], 0.02 * ARRIVALS, where + ": goodput");
            assertEquals(attempts, rates[1], 0.02 * ARRIVALS * (1 + retries), where + ": attempts");
        }
    }

    /// Long queue, callers who try again: the cause is gone and the failure stays, because every answer
    /// comes too late; letting fewer in for a while ends it. Source: Bronson et al., "Metastable
    /// Failures in Distributed Systems" (HotOS 2021).
    @Test
    void aMetastableFailureStaysUntilFewerAreLetIn() {
        var broken = List.of(cores(CUT, 1.4), cores(RESTORED, 4));
        var stuck = timeline(2000, 2, broken, RESTORED + 560);
        double good = rates(stuck, RESTORED + 500, RESTORED + 540)[0];
        assertTrue(good < 0.05 * ARRIVALS, "nine minutes later " + good);

        var relieved =
                List.of(
                        cores(CUT, 1.4),
                        cores(RESTORED, 4),
                        at(RESTORED + 60, new PolicyEffect.Admission("caller", "", 0.25)),
                        at(RESTORED + 120, new PolicyEffect.Admission("caller", "", 1)));
        var well = timeline(2000, 2, relieved, RESTORED + 240);
        good = rates(well, RESTORED + 180, RESTORED + 220)[0];
        assertTrue(good > 0.98 * ARRIVALS, "after admission was limited " + good);
    }
}
