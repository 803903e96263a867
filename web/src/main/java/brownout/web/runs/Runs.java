// SPDX-License-Identifier: Apache-2.0
package brownout.web.runs;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Scenario;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.RunEvent;
import brownout.scoring.event.RunState;
import brownout.simulator.engine.Timeline;
import brownout.simulator.fault.Scheduled;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.store.Journal;
import brownout.web.store.StoredEvent;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/// All runs of this server: makes them, and finds them again in the log after a restart.
public final class Runs {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
    private static final int ID_BYTES = 20;
    private static final int KEY_BYTES = 16;

    private final Catalogue catalogue;
    private final Courses courses;
    private final int historySeconds;
    private final Journal journal;
    private final LongSupplier wall;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Run> open = new ConcurrentHashMap<>();

    /// New runs have a history of `historySeconds`; those that are there keep theirs.
    /// `wall` is milliseconds since 1970 and never steps back.
    public Runs(
            Catalogue catalogue,
            Courses courses,
            int historySeconds,
            Journal journal,
            LongSupplier wall) {
        this.catalogue = catalogue;
        this.courses = courses;
        this.historySeconds = historySeconds;
        this.journal = journal;
        this.wall = wall;
    }

    /// A new run of a drill for a person, durable when this returns.
    public Run create(Scenario scenario, long seed, String person) {
        long now = wall.getAsLong();
        long t0 = Math.floorDiv(now, 60_000L) * 60;
        var id = hex(ID_BYTES);
        var key = hex(KEY_BYTES);
        var setting = courses.worlds().settings().of(scenario);
        int startTick = (int) (now / 1000 - t0);
        var started =
                new EventBody.Started(
                        scenario.drill().slug(),
                        scenario.digest(),
                        setting.estateDigest(),
                        setting.rulesDigest(),
                        Timeline.ENGINE_VERSION,
                        seed,
                        scenario.historySeed(seed),
                        historySeconds,
                        t0,
                        startTick,
                        key);
        var event = new RunEvent(id, 1, startTick, now, "system", RunEvent.VERSION, "", started);
        journal.create(
                new Journal.RunRow(id, person, scenario.drill().slug(), now),
                Run.stored(event),
                Pins.documents(setting));
        var run = run(id, List.of(event), scenario, List.of());
        open.put(id, run);
        run.prepare();
        return run;
    }

    /// A seed for those who do not bring one; short enough to be read out.
    public long anySeed() {
        return random.nextInt(1, 1_000_000);
    }

    /// The run named by the path, which a bearer token must equal if there is one. Throws the same
    /// [Refusal] for every id that opens nothing.
    public Run of(Params in) {
        var id = in.part("run");
        in.header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .filter(value -> !value.substring(7).strip().equals(id))
                .ifPresent(_ -> {
                    throw Refusal.unknownRun();
                });
        in.header("x-brownout-token")
                .filter(value -> !value.equals(id))
                .ifPresent(_ -> {
                    throw Refusal.unknownRun();
                });
        return find(id).orElseThrow(Refusal::unknownRun);
    }

    public Optional<Run> find(String id) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        var run = open.get(id);
        if (run == null) {
            var rows = journal.events(id);
            if (rows.isEmpty()) {
                return Optional.empty();
            }
            run = open.computeIfAbsent(id, _ -> load(id, rows));
        }
        return Optional.of(run);
    }

    /// The person's runs, newest first.
    public List<Journal.RunRow> ofPerson(String person) {
        return journal.runsOf(person);
    }

    /// The runs that were begun or looked at since the server started and that nobody has ended, in no
    /// order.
    public List<Run> open() {
        return open.values().stream().filter(run -> !run.isClosed()).toList();
    }

    private Run load(String id, List<StoredEvent> rows) {
        var events = rows.stream().map(Run::event).toList();
        if (!(events.getFirst().body() instanceof EventBody.Started started)) {
            throw new IllegalStateException("a log that does not begin with a start");
        }
        var scenario = Pins.scenario(started, catalogue, courses.worlds().settings());
        var run = run(id, events, scenario, RunState.of(events, scenario).effects());
        if (!run.now().state().closed()) {
            run.prepare();
        }
        return run;
    }

    private Run run(String id, List<RunEvent> events, Scenario scenario, List<Scheduled> effects) {
        if (!(events.getFirst().body() instanceof EventBody.Started started)) {
            throw new IllegalStateException("a log that does not begin with a start");
        }
        var course = courses.of(scenario, started.seed(), started.historySeconds(), effects);
        var estate = courses.worlds().estate(scenario);
        return new Run(id, events, scenario, estate, course, journal, wall);
    }

    private String hex(int bytes) {
        var secret = new byte[bytes];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }
}
