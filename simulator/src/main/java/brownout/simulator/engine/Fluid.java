// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// One second of the fluid model: arrivals down the call graph, stations, then response times and
/// failures up. What comes up is used by the next tick's arrivals, so there is nothing to iterate and
/// the order is fixed.
final class Fluid {
    private final Second second;
    private final Arrivals arrivals = new Arrivals();
    private final Responses responses = new Responses();

    Fluid(World world, State state) {
        second =
                new Second(
                        world,
                        state.flow,
                        state.fleet,
                        state.holding,
                        new Frame(state.layout, state.holding),
                        state.totals);
    }

    /// Moves the flow of `state` on by `tick` and describes it in `frame`.
    void step(State state, long demandSeed, int tick, Frame frame) {
        var flow = state.flow;
        second.flow = flow;
        second.fleet = state.fleet;
        second.holding = state.holding;
        second.frame = frame;
        second.totals = state.totals;
        second.seed = demandSeed;
        second.tick = tick;
        second.averages.update(state.holding, state.fleet, tick);
        flow.breakers.publish(second);
        flow.queues.step(second);
        flow.jobs.begin(second);
        arrivals.step(second);
        flow.databases.step(second);
        flow.caches.step(second);
        flow.backends.step(second);
        flow.jobs.call(second);
        flow.stations.step(second);
        flow.pools.step(second);
        responses.step(second);
        flow.breakers.step(second);
        flow.pods.step(second);
        flow.network.step(second, state.desired.controls());
        flow.machines.step(second);
        flow.autoscalers.publish(second);
    }
}
