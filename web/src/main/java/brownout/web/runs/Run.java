// SPDX-License-Identifier: Apache-2.0
package brownout.web.runs;

import brownout.scenarios.Scenario;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.EventCodec;
import brownout.scoring.event.RunEvent;
import brownout.scoring.event.RunState;
import brownout.simulator.estate.Estate;
import brownout.simulator.telemetry.RunKey;
import brownout.web.http.NotYet;
import brownout.web.store.Journal;
import brownout.web.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// One private world. Its one writer is whoever holds the lock: it closes the ticks that are over,
/// assigns the open one to an event, appends durably, and only then applies, so that no tick
/// is read before everything at or below it is on disk. Readers take a [Moment] and no lock.
public final class Run {
    /// A run nobody ends expires after this many seconds, or three times the drill's length.
    private static final int SHORTEST_LIFE_SECONDS = 3600;

    private final String id;
    private final Estate estate;
    private final Set<String> components;
    private final Journal journal;
    private final LongSupplier wall;
    private final ReentrantLock writer = new ReentrantLock();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final int metTick;
    private volatile Moment moment;

    /// A run as its log has it. Its world is made when somebody looks at it, so that the log can be
    /// read and written before.
    Run(
            String id,
            List<RunEvent> events,
            Scenario scenario,
            Estate estate,
            Course course,
            Journal journal,
            LongSupplier wall) {
        if (!(events.getFirst().body() instanceof EventBody.Started started)) {
            throw new IllegalStateException("a log that does not begin with a start");
        }
        this.id = id;
        this.estate = estate;
        this.components = Set.copyOf(estate.suspectNames());
        this.journal = journal;
        this.wall = wall;
        var state = RunState.of(events, scenario);
        this.moment =
                new Moment(
                        started,
                        key(started.runKeyHex()),
                        events,
                        state,
                        scenario,
                        course,
                        RunClock.of(events),
                        state.closedTick().orElse(events.getLast().tick() - 1));
        this.metTick = Math.max(moment.tick(), due(moment)) + 1;
    }

    private static RunKey key(String hex) {
        return new RunKey(
                Long.parseUnsignedLong(hex.substring(0, 16), 16),
                Long.parseUnsignedLong(hex.substring(16), 16));
    }

    public String id() {
        return id;
    }

    /// Where it plays.
    public Estate estate() {
        return estate;
    }

    /// The tick that was under way when this server began it or, after a start, met it again.
    public int metTick() {
        return metTick;
    }

    /// Whether its log is closed, as far as anybody has looked.
    public boolean isClosed() {
        return moment.state().closed();
    }

    /// Has the world computed up to now, by workers. Returns at once.
    void prepare() {
        try {
            now().world();
        } catch (NotYet later) {
            var _ = later.when().thenRun(this::prepare);
        }
    }

    /// The run as it is now. Closes ticks that are over, unless an append is under way: then it is
    /// as it was when that began, a moment ago.
    public Moment now() {
        if (due(moment) > moment.tick() && writer.tryLock()) {
            try {
                close();
            } finally {
                writer.unlock();
            }
        }
        return moment;
    }

    /// Appends what `body` makes of the present, or returns the event that has the same `key`
    /// (unless that is empty). The event is on disk when this returns. Throws [Refusal] where it may
    /// not happen now; then nothing is recorded.
    public Appended append(String actor, String key, Function<Moment, EventBody> body) {
        writer.lock();
        try {
            var before = withKey(key);
            if (before.isPresent()) {
                return new Appended(before.get(), false);
            }
            close();
            var made = body.apply(moment);
            Admission.check(made, moment, components, lastTick());
            return new Appended(record(actor, key, made), true);
        } finally {
            writer.unlock();
        }
    }

    /// An event and whether it is new.
    public record Appended(RunEvent event, boolean isNew) {}

    /// The last tick of world time that this run may reach.
    public int lastTick() {
        int minutes = moment.scenario().drill().minutes();
        return moment.started().startTick() + Math.max(SHORTEST_LIFE_SECONDS, 180 * minutes);
    }

    /// `watcher` is called, on any thread and briefly, after each append; close the result to end it.
    public AutoCloseable watch(Runnable watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    private int due(Moment now) {
        return now.state().closed() ? now.tick() : now.clock().closedTick(wall.getAsLong());
    }

    private void close() {
        int due = due(moment);
        if (due > moment.tick()) {
            moment = moment.at(Math.min(due, lastTick()));
        }
        if (due >= lastTick() && !moment.state().closed()) {
            record("system", "", new EventBody.Expired());
        }
    }

    private Optional<RunEvent> withKey(String key) {
        return key.isEmpty()
                ? Optional.empty()
                : moment.events().stream()
                        .filter(event -> event.idempotencyKey().equals(key))
                        .findFirst();
    }

    private RunEvent record(String actor, String key, EventBody body) {
        var now = moment;
        var event =
                new RunEvent(
                        id,
                        now.events().size() + 1L,
                        now.openTick(),
                        wall.getAsLong(),
                        actor,
                        RunEvent.VERSION,
                        key,
                        body);
        journal.append(stored(event));
        apply(event);
        watchers.forEach(Runnable::run);
        return event;
    }

    private void apply(RunEvent event) {
        var now = moment;
        var events = new ArrayList<>(now.events());
        events.add(event);
        var state = RunState.of(events, now.scenario());
        var course =
                EventCodec.affectsWorld(event.kind())
                        ? now.course().with(state.effects().getLast())
                        : now.course();
        moment =
                new Moment(
                        now.started(),
                        now.key(),
                        events,
                        state,
                        now.scenario(),
                        course,
                        now.clock().after(event),
                        state.closedTick().orElse(now.tick()));
    }

    static StoredEvent stored(RunEvent event) {
        return new StoredEvent(
                event.stream(),
                event.seq(),
                event.tick(),
                event.wallMillis(),
                event.actor(),
                event.kind(),
                event.version(),
                event.idempotencyKey(),
                EventCodec.write(event.body()));
    }

    static RunEvent event(StoredEvent row) {
        return new RunEvent(
                row.stream(),
                row.seq(),
                row.tick(),
                row.wallMillis(),
                row.actor(),
                row.version(),
                row.key(),
                EventCodec.read(row.kind(), row.version(), row.body()));
    }
}
