// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.condition.Failure;
import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.DatabaseFacts;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Inventory;
import brownout.simulator.engine.Requests;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.SpanBuffer;
import brownout.simulator.engine.StatementLog;
import brownout.simulator.engine.TickRecord;
import brownout.simulator.engine.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What PostgreSQL servers log: of statements that were slow, waited or failed, one line each from
/// their spans; of checkpoints, vacuums, connections that were refused, and of coming and going; and what
/// people did to them.
final class DatabaseLines {
    private static final double CHECKPOINT_WARNING_SECONDS = 30;

    private final Snapshot snapshot;
    private final World world;
    private final Requests requests;
    private final SpanBuffer spans = new SpanBuffer();

    DatabaseLines(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.world = snapshot.world;
        this.requests = new Requests(world);
    }

    /// Adds how many lines of each wanted stream there are in `tick`.
    void count(int tick, boolean[] wanted, int[] counts) {
        var statements = snapshot.tick(tick).statementLines();
        for (int i = 0; i < statements.length; i++) {
            int database = i / StatementLog.STREAMS;
            int own = i % StatementLog.STREAMS;
            int stream = Streams.databaseIndex(world, database, own);
            if (wanted[stream]) {
                counts[stream] += statements[i] + messages(tick, database, own).size();
            }
        }
    }

    void lines(int tick, boolean[] wanted, List<Lines.Line> into) {
        var record = snapshot.tick(tick);
        boolean statements = false;
        for (int i = 0; i < record.statementLines().length; i++) {
            int database = i / StatementLog.STREAMS;
            int stream = Streams.databaseIndex(world, database, i % StatementLog.STREAMS);
            if (wanted[stream]) {
                statements |= record.statementLines()[i] > 0;
                events(tick, database, i % StatementLog.STREAMS, stream, into);
            }
        }
        for (int i = 0; statements && i < record.exceptional().length; i++) {
            int flags = record.exceptionalFlags()[i];
            if ((flags & (TickRecord.ERROR | TickRecord.SLOW)) != 0) {
                statements(record.exceptional()[i], tick, wanted, into);
            }
        }
    }

    // ---- of statements

    private void statements(long coordinate, int tick, boolean[] wanted, List<Lines.Line> into) {
        long after = tick * 1_000_000L;
        snapshot.eval(requests, coordinate, spans);
        int region = Coordinate.region(coordinate);
        for (int span = 0; span < spans.size(); span++) {
            if (spans.isServer(span) || !spans.endsIn(span, after, after + 1_000_000L)) {
                continue;
            }
            var node = world.nodes[Coordinate.route(coordinate)][spans.node(span)];
            var edge = Objects.requireNonNull(node.edge());
            if (edge.kind() == World.Kind.DATABASE) {
                statement(edge, edge.component() * world.regions + region, span, wanted, into);
            }
        }
    }

    private void statement(
            World.Edge edge, int database, int span, boolean[] wanted, List<Lines.Line> into) {
        var target = world.targetList.get(edge.target());
        int log = Streams.databaseIndex(world, database, 0);
        if (wanted[log] && StatementLog.isBlocked(spans, span)) {
            boolean done = spans.status(span) != brownout.simulator.engine.Status.FAILED;
            into.add(
                    line(
                            log,
                            database,
                            span,
                            1,
                            "LOG:  process "
                                    + pid(span)
                                    + (done ? " acquired" : " still waiting for")
                                    + " ShareLock on transaction "
                                    + (700_000 + pid(span) % 9000)
                                    + " after "
                                    + millis(spans.servedMicros(span))
                                    + " ms"));
        }
        if (wanted[log] && StatementLog.isSlow(spans, span)) {
            into.add(
                    line(
                            log,
                            database,
                            span,
                            2,
                            "LOG:  duration: "
                                    + millis(spans.servedMicros(span))
                                    + " ms  statement: "
                                    + target.text()));
        }
        if (wanted[log + 1] && StatementLog.isError(spans, span)) {
            into.add(line(log + 1, database, span, 3, error(edge, target.method(), span)));
        }
    }

    private String error(World.Edge edge, String verb, int span) {
        var failure = spans.failure(span);
        if (failure.isOfDatabase()) {
            return DatabaseMessages.of(failure, verb);
        }
        long waited = spans.endMicros(span) - spans.startMicros(span);
        return failure == Failure.NONE && waited >= 0.95 * edge.spec().policy().timeoutMicros()
                ? "ERROR: canceling statement due to user request"
                : "ERROR: could not serialize access due to concurrent update";
    }

    /// A backend's process id.
    private int pid(int span) {
        return 1000 + Rng.below(Rng.hash(spans.pod(span), spans.node(span)), 30_000);
    }

    private Lines.Line line(int stream, int database, int span, int order, String message) {
        long nanos = spans.endMicros(span) * 1000 - 999 + order * 200L;
        return new Lines.Line.Server(stream, nanos, primary(database, span), message);
    }

    private String primary(int database, int span) {
        int tick = (int) Math.floorDiv(spans.endMicros(span) - 1, 1_000_000L);
        return primary(database, snapshot.tick(tick).frame().database(database));
    }

    private String primary(int database, DatabaseFacts facts) {
        var spec = world.estate.databases().get(database / world.regions);
        return Inventory.Database.nodeName(spec, facts.role().primary());
    }

    private static String millis(long micros) {
        var rest = Long.toString(micros % 1000);
        return micros / 1000 + "." + "0".repeat(3 - rest.length()) + rest;
    }

    // ---- of everything else

    private void events(int tick, int database, int part, int stream, List<Lines.Line> into) {
        var messages = messages(tick, database, part);
        for (int i = 0; i < messages.size(); i++) {
            long nanos =
                    tick * 1_000_000_000L
                            + 1
                            + (i + 1) * (999_000_000L / (messages.size() + 1))
                            + Rng.below(Rng.hash(database, tick, i), 100_000);
            var facts = snapshot.tick(tick).frame().database(database);
            into.add(
                    new Lines.Line.Server(
                            stream, nanos, primary(database, facts), messages.get(i)));
        }
    }

    private List<String> messages(int tick, int database, int part) {
        return part == 0 ? log(tick, database) : fatal(tick, database);
    }

    private List<String> fatal(int tick, int database) {
        double rate = snapshot.tick(tick).frame().at(Gauge.Database.REFUSED, database);
        if (rate <= 0) {
            return List.of();
        }
        var found = new ArrayList<String>();
        int count = Rng.poisson(Rng.hash(database, tick, 0xfa7a1), rate);
        for (int i = 0; i < count; i++) {
            found.add(DatabaseMessages.NO_SLOTS);
        }
        return found;
    }

    private List<String> log(int tick, int database) {
        var frame = snapshot.tick(tick).frame();
        var found = new ArrayList<String>();
        DatabaseAudit.add(snapshot, tick, database, found);
        double gap = frame.at(Gauge.Database.CHECKPOINT_GAP, database);
        if (gap > 0) {
            boolean often = gap < CHECKPOINT_WARNING_SECONDS;
            if (often) {
                found.add(
                        "LOG:  checkpoints are occurring too frequently ("
                                + Math.round(gap)
                                + " seconds apart)");
            }
            found.add("LOG:  checkpoint starting: " + (often ? "wal" : "time"));
        }
        if (snapshot.has(tick - 1)) {
            var before = snapshot.tick(tick - 1).frame();
            coming(frame.database(database), before.database(database), tick, found);
            int d = database / world.regions;
            var tables = world.estate.databases().get(d).tables();
            for (int t = 0; t < tables.size(); t++) {
                int at =
                        world.databaseNumbers.table(d, t) * world.regions
                                + database % world.regions;
                if (before.at(Gauge.Table.VACUUMING, at) > 0
                        && frame.at(Gauge.Table.VACUUMING, at) == 0) {
                    found.add(
                            "LOG:  automatic vacuum of table \"public."
                                    + tables.get(t).name()
                                    + "\": index scans: 1");
                }
            }
        }
        return found;
    }

    private static void coming(
            DatabaseFacts now, DatabaseFacts before, int tick, List<String> into) {
        boolean isUp = now.isAvailable(tick);
        boolean wasUp = before.isAvailable(tick - 1);
        if (wasUp && !isUp) {
            into.add(
                    now.role().primary() == before.role().primary()
                            ? "LOG:  received fast shutdown request"
                            : "LOG:  received promote request");
        } else if (isUp && !wasUp) {
            into.add("LOG:  database system is ready to accept connections");
        }
    }
}
