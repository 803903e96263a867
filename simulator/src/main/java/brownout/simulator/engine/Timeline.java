// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.alerting.GroupState;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Scheduled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// One course of the world: closed ticks in immutable chunks, and the state to go on from. Tick k is
/// the second `(k, k+1]` after t0. Advancing and forking are serialised inside; readers use closed
/// ticks only and take no lock. Timelines are values of (estate, rules, seeds, effects): equal inputs
/// give equal bytes on every machine.
public final class Timeline {
    /// The version of what computes worlds. Runs pin it, because on another one their worlds are others:
    /// it moves whenever the digest of a scenario does (`GoldenDigestsTest` in `scenarios` says so).
    public static final String ENGINE_VERSION = "0.7.0";

    /// Seconds of scenario-free past before t0 where nobody says otherwise, and the least that scenarios
    /// can count on.
    public static final int HISTORY_SECONDS = 3600;

    /// The longest history.
    public static final int MAX_HISTORY_SECONDS = 7 * 86_400;

    /// Ticks before the history that only warm the model up; nobody sees them.
    private static final int WARM_UP_TICKS = 120;

    private static final int CHECKPOINT_CHUNKS = 5;

    private final World world;
    private final RuleStage rules;
    private final int historySeconds;
    private final Seeds seeds;
    private final List<Scheduled> schedule; // by tick, equal ticks in the order they were added
    private final Cells[] cells;
    private final Rollouts rollouts;
    private final Kubelet kubelet;
    private final Operations operations;
    private final Fluid fluid;
    private final Fold fold;

    private Chunk[] chunks;
    private State state;
    private List<ChangeRow> changes;
    private volatile Snapshot snapshot;

    private Timeline(
            World world,
            RuleStage rules,
            int historySeconds,
            Seeds seeds,
            List<Scheduled> schedule,
            Chunk[] chunks,
            State state,
            List<ChangeRow> changes) {
        this.world = world;
        this.rules = rules;
        this.historySeconds = historySeconds;
        this.seeds = seeds;
        this.schedule = schedule;
        this.chunks = chunks;
        this.state = state;
        this.changes = changes;
        cells = Cells.of(world);
        rollouts = new Rollouts(world);
        kubelet = new Kubelet(world);
        operations = new Operations(world);
        fluid = new Fluid(world, state);
        fold = new Fold(world, cells);
        snapshot = snapshotAt(state.tick);
    }

    /// The scenario-free past of an estate under its `rules`, [#HISTORY_SECONDS] long; see the other.
    public static Timeline history(Estate estate, RuleStage rules, long historySeed) {
        return history(estate, rules, historySeed, HISTORY_SECONDS);
    }

    /// The scenario-free past of an estate under its `rules`, shared by all runs; open-ended towards the
    /// future. It is `seconds` long, whole minutes from 60 to [#MAX_HISTORY_SECONDS]; pasts of different
    /// lengths are different worlds.
    public static Timeline history(Estate estate, RuleStage rules, long historySeed, int seconds) {
        if (seconds < Chunk.TICKS || seconds > MAX_HISTORY_SECONDS || seconds % Chunk.TICKS != 0) {
            throw new IllegalArgumentException(
                    "a history of " + seconds + " s. Give whole minutes, up to a week");
        }
        var world = new World(estate);
        var desired = Desired.initial(world);
        int first = -seconds - WARM_UP_TICKS;
        var fleet = new Rollouts(world).initial(desired, historySeed, first);
        var state = new State(first - 1, desired, fleet, world, rules.start());
        var timeline =
                new Timeline(
                        world,
                        rules,
                        seconds,
                        new Seeds(historySeed),
                        List.of(),
                        new Chunk[0],
                        state,
                        List.of());
        timeline.advanceTo(-seconds - 1);
        return timeline;
    }

    /// The history that a [Graph] is of, with the arguments that it was made with.
    static Timeline restored(
            World world, RuleStage rules, long historySeed, int seconds, Graph graph) {
        return new Timeline(
                world,
                rules,
                seconds,
                new Seeds(historySeed),
                List.of(),
                graph.chunks(),
                graph.state(),
                graph.changes());
    }

    /// What an image of a history holds.
    record Graph(Chunk[] chunks, State state, List<ChangeRow> changes) {}

    /// What an image is made of; `world` and `cells` are not in it.
    record Parts(World world, Cells[] cells, Graph graph) {}

    /// A history as it stands now.
    synchronized Parts parts() {
        if (!schedule.isEmpty()) {
            throw new IllegalStateException("not a history: something happens in it");
        }
        return new Parts(world, cells, new Graph(openEnd(), state.copy(), changes));
    }

    /// A timeline equal to this one before `tick` and with its own `seed` and the `added` effects from
    /// there on. Shares every closed chunk. `tick` may lie before or after [#closedTick]; no effect may
    /// be earlier than `tick`.
    public Timeline fork(int tick, long seed, List<Scheduled> added) {
        return fork(tick, seeds.with(tick, seed), added);
    }

    /// As above with this timeline's own seed: the fork of an action.
    public Timeline fork(int tick, List<Scheduled> added) {
        return fork(tick, seeds, added);
    }

    /// A fork at the first open tick in which no rule is evaluated any more: for those who only look at
    /// what customers feel, which no alert changes. Alerts stay as they are.
    public synchronized Timeline unwatched() {
        return new Timeline(
                world,
                RuleStage.NONE,
                historySeconds,
                seeds,
                schedule,
                openEnd(),
                state.copy(),
                changes);
    }

    private synchronized Timeline fork(int tick, Seeds newSeeds, List<Scheduled> added) {
        if (tick < -historySeconds) {
            throw new IllegalArgumentException("no fork at " + tick + ", before the history");
        }
        for (var effect : added) {
            if (effect.tick() < tick) {
                throw new IllegalArgumentException(effect + " is earlier than the fork at " + tick);
            }
        }
        var all = new ArrayList<>(schedule);
        all.addAll(added);
        all.sort(Comparator.comparingInt(Scheduled::tick)); // stable
        if (tick > state.tick) {
            return new Timeline(
                    world,
                    rules,
                    historySeconds,
                    newSeeds,
                    List.copyOf(all),
                    openEnd(),
                    state.copy(),
                    changes);
        }
        return replayed(tick, newSeeds, List.copyOf(all));
    }

    /// The chunks with a copy of the open one, which both timelines go on filling.
    private Chunk[] openEnd() {
        var copy = chunks.clone();
        int last = copy.length - 1;
        if (last >= 0 && state.tick + 1 < copy[last].firstTick + Chunk.TICKS) {
            copy[last] = copy[last].until(state.tick + 1);
        }
        return copy;
    }

    /// Goes back to the last checkpoint before `tick` and comes forward to it again. What is recomputed
    /// on the way equals what is there, so full chunks stay shared.
    private Timeline replayed(int tick, Seeds newSeeds, List<Scheduled> all) {
        int open = chunkIndex(tick);
        int from = open;
        while (chunks[from].checkpoint == null) {
            from--;
        }
        var checkpoint = Objects.requireNonNull(chunks[from].checkpoint).resumed(cells);
        int at = checkpoint.tick;
        var before = changes.stream().filter(change -> change.tick() <= at).toList();
        var fork =
                new Timeline(
                        world,
                        rules,
                        historySeconds,
                        newSeeds,
                        all,
                        Arrays.copyOf(chunks, from),
                        checkpoint,
                        before);
        fork.advanceTo(tick - 1);
        System.arraycopy(chunks, 0, fork.chunks, 0, Math.min(open, fork.chunks.length));
        fork.snapshot = fork.snapshotAt(tick - 1);
        return fork;
    }

    /// Closes every tick up to and including `tick`.
    public void advanceTo(int tick) {
        if (snapshot.closedTick < tick) { // else nobody needs to wait for those who advance it
            advance(tick);
        }
    }

    private synchronized void advance(int tick) {
        while (state.tick < tick) {
            step(state.tick + 1);
        }
    }

    private void step(int tick) {
        if (chunkIndex(tick) == chunks.length) {
            openChunk(tick);
        }
        var chunk = chunks[chunks.length - 1];
        affect(tick);
        long seed = seeds.at(tick);
        state.desired =
                state.flow.autoscalers.step(state.desired, state.fleet, state.flow.stations, tick);
        kubelet.step(state, seed, tick);
        state.fleet = rollouts.step(state, seed, tick);
        state.admit(world, cells, tick);
        var frame = new Frame(state.layout, state.holding);
        fluid.step(state, seeds.first(), tick, frame);
        begun(frame, tick);
        chunk.tick(tick, fold.close(snapshotAt(tick - 1), state, frame, seed, tick));
        state.tick = tick;
        state.paging = state.paging.step(tick);
        chunk.paging(tick, state.paging);
        int second = tick + 1;
        if (Math.floorMod(second, Chunk.SCRAPE_SECONDS) == 0) {
            var scrape = new Scrape(second, chunk, state, cells);
            chunk.scrape(scrape);
            if (tick >= -historySeconds) {
                var outcome = rules.evaluate(snapshotAt(tick), second, state.groups);
                state.groups = outcome.groups();
                scrape.evaluated(
                        state.groups.stream().map(GroupState::status).toList(),
                        outcome.transitions());
                state.paging = state.paging.evaluated(scrape.groups(), second);
            }
        }
        snapshot = snapshotAt(tick);
    }

    /// Rows for the jobs that begin in `tick` and do so less than once an hour.
    private void begun(Frame frame, int tick) {
        for (int job = 0; job < world.jobs.all.size(); job++) {
            for (int region = 0; region < world.regions; region++) {
                var state = Gauge.JobState.of(frame, job * world.regions + region);
                var spec = world.jobs.all.get(job);
                if (state == Gauge.JobState.BEGINS && spec.schedule().timesPerDay() < 24) {
                    var name = world.estate.regions().get(region).name();
                    changed(
                            new ChangeRow(
                                    tick,
                                    "job",
                                    spec.name(),
                                    "cronjob-controller",
                                    "Started job " + spec.name() + " in " + name,
                                    "schedule "
                                            + spec.schedule()
                                            + ", takes about "
                                            + spec.runsForSeconds()
                                            + " s"));
                }
            }
        }
    }

    private void changed(ChangeRow row) {
        var more = new ArrayList<>(changes);
        more.add(row);
        changes = List.copyOf(more);
    }

    private void openChunk(int tick) {
        if (chunks.length >= 2) { // requests of the chunk before may still be under way
            chunks[chunks.length - 2].pack(state.fleet, cells);
        }
        var chunk = new Chunk(tick);
        if (chunks.length % CHECKPOINT_CHUNKS == 0) {
            chunk.checkpoint = state.checkpoint();
        }
        var more = Arrays.copyOf(chunks, chunks.length + 1);
        more[chunks.length] = chunk;
        chunks = more;
    }

    private void affect(int tick) {
        for (var scheduled : schedule) {
            if (scheduled.tick() == tick) {
                var row =
                        operations.apply(
                                state, scheduled.effect(), scheduled.actor(), seeds.at(tick), tick);
                if (row.isPresent() && !scheduled.actor().isEmpty()) {
                    changed(row.get());
                }
            }
        }
    }

    private int chunkIndex(int tick) {
        return (tick + historySeconds + WARM_UP_TICKS) / Chunk.TICKS;
    }

    private Snapshot snapshotAt(int tick) {
        return new Snapshot(
                world,
                -historySeconds - WARM_UP_TICKS,
                -historySeconds,
                tick,
                state.fleet,
                state.collectors,
                changes,
                seeds,
                chunks);
    }

    /// The model's own state at the close of [#closedTick], for those who compare it with what was drawn
    /// from it. It changes with the next tick.
    synchronized Flow flow() {
        return state.flow;
    }

    /// The last closed tick.
    public int closedTick() {
        return snapshot.closedTick;
    }

    /// What readers read: this timeline as of now.
    public Snapshot snapshot() {
        return snapshot;
    }

    /// Hex digest of everything recorded for ticks `[from, to)` in coordinates, free of t0 and run key.
    public String digest(int from, int to) {
        return Digest.of(snapshot, from, to);
    }

    /// What runs where at the close of `tick`, which must be closed.
    public Inventory inventory(int tick) {
        return Inventory.of(snapshot, tick);
    }

    public Estate estate() {
        return world.estate;
    }

    /// Seconds of scenario-free past before t0.
    public int historySeconds() {
        return historySeconds;
    }
}
