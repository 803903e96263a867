// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import brownout.query.alerting.AlertTransition;
import brownout.scenarios.world.Impact;
import brownout.scoring.event.EventCodec;
import brownout.scoring.event.Phases;
import brownout.scoring.event.RunEvent;
import brownout.scoring.event.RunState;
import brownout.simulator.telemetry.Change;
import brownout.simulator.telemetry.Telemetry;
import brownout.web.http.Feed;
import brownout.web.runs.Moment;
import brownout.web.runs.Run;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happens in a run, in order: its events from the log, and what is derived from the world as
/// ticks close (alerts, who is told of them, changes, phases, the clock). Everything is a function of the log, so the
/// stream of closed ticks is the same to the byte whenever and wherever it is asked for.
///
/// A position `seq.tick` says that the log up to `seq` and what was derived up to `tick` have been
/// sent. An event and the last item of what a tick brings carry it as their `id`; items before that
/// carry none, so a client that is cut off between them gets the tick again, and nothing else twice.
public final class RunFeed implements Feed {
    /// The clock is sent, and phases are looked at, once in so many ticks.
    private static final int CLOCK_TICKS = 5;

    private static final int SCRAPE_SECONDS = 15;

    private final Run run;

    public RunFeed(Run run) {
        this.run = run;
    }

    @Override
    public AutoCloseable watch(Runnable news) {
        return run.watch(news);
    }

    @Override
    public Page after(String position) {
        var now = run.now();
        var from = Position.parse(position, now.started().startTick() - 1);
        if (from.tick() >= now.tick() && from.seq() >= now.events().size()) {
            return new Page("", from.toString());
        }
        var page = new Writer(now, from);
        page.writeAll();
        return page.page();
    }

    /// How far a client has read.
    record Position(long seq, int tick) {
        static Position parse(String text, int firstTick) {
            var beginning = new Position(0, firstTick);
            if (!text.matches("\\d{1,9}\\.-?\\d{1,9}")) {
                return beginning;
            }
            int dot = text.indexOf('.');
            return new Position(
                    Long.parseLong(text.substring(0, dot)),
                    Math.max(firstTick, Integer.parseInt(text.substring(dot + 1))));
        }

        @Override
        public String toString() {
            return seq + "." + tick;
        }
    }

    /// One walk from a position to the present.
    private static final class Writer {
        private final Moment now;
        private final Telemetry telemetry;
        private final List<AlertTransition> alerts;
        private final List<Change> changes;
        private @Nullable Impact measured;
        private final StringBuilder text = new StringBuilder();
        private Position at;
        private int lastItem;

        Writer(Moment now, Position from) {
            this.now = now;
            this.at = from;
            this.telemetry = now.telemetry();
            int start = now.started().startTick();
            this.alerts = telemetry.alertTransitions(start, now.tick() + 1);
            this.changes = telemetry.changes();
        }

        /// What users felt up to now; measured once, and only where phases are looked at.
        private Impact impact() {
            if (measured == null) {
                var timeline = now.world().timeline();
                int end = now.tick() + 1;
                int fault = Math.min(now.scenario().faultTick(now.started().seed()), end);
                measured = Impact.measure(timeline, now.scenario().objective(), fault, end);
            }
            return measured;
        }

        Page page() {
            return new Page(text.toString(), at.toString());
        }

        void writeAll() {
            for (int tick = at.tick() + 1; tick <= now.tick(); tick++) {
                events(tick);
                derived(tick);
            }
            events(now.openTick());
        }

        /// The log's events of one tick that come after the position.
        private void events(int tick) {
            for (var event : now.events()) {
                if (event.tick() == tick && event.seq() > at.seq()) {
                    at = new Position(event.seq(), at.tick());
                    item("event", EventCodec.visible(event));
                    endAt(at);
                }
            }
        }

        private void derived(int tick) {
            int start = text.length();
            alerts.stream()
                    .filter(alert -> alert.tick() == tick)
                    .forEach(alert -> item("alert", LiveJson.alert(alert, now)));
            telemetry
                    .notifications(tick, tick + 1)
                    .forEach(told ->
                            item("notification", LiveJson.notification(told, false, tick, now)));
            Pager.escalated(telemetry, now.events(), now.started().startTick(), tick)
                    .forEach(told ->
                            item("notification", LiveJson.notification(told, true, tick, now)));
            changes.stream()
                    .filter(change -> change.tick() == tick)
                    .forEach(change -> item("change", LiveJson.change(change, now)));
            now.scenario().messages().stream()
                    .filter(message -> message.tick() == tick)
                    .forEach(message -> item("message", LiveJson.message(message, now)));
            if (Math.floorMod(tick, CLOCK_TICKS) == 0) {
                phases(tick);
                item("tick", LiveJson.tick(tick, now));
            }
            at = new Position(at.seq(), tick);
            if (text.length() > start) {
                endAt(at);
            }
        }

        /// The phases, where they are not what they were when last looked at.
        private void phases(int tick) {
            var phases = LiveJson.phases(phasesAt(tick), now);
            boolean first = tick - CLOCK_TICKS < now.started().startTick();
            if (first || !phases.equals(LiveJson.phases(phasesAt(tick - CLOCK_TICKS), now))) {
                item("phase", phases);
            }
        }

        private Phases phasesAt(int tick) {
            List<RunEvent> log =
                    now.events().stream().filter(event -> event.tick() <= tick).toList();
            if (log.isEmpty()) {
                log = now.events().subList(0, 1);
            }
            return Phases.of(
                    RunState.of(log, now.scenario()),
                    now.scenario(),
                    upTo(tick),
                    alerts.stream().filter(alert -> alert.tick() <= tick).toList());
        }

        /// What was known of the impact then: whole scrapes.
        private Impact upTo(int tick) {
            var impact = impact();
            long end = Math.floorDiv(tick + 1L, SCRAPE_SECONDS) * SCRAPE_SECONDS;
            int ticks = Math.clamp(end - impact.fromTick(), 0, impact.bad().length);
            return new Impact(
                    impact.fromTick(),
                    Arrays.copyOf(impact.bad(), ticks),
                    Arrays.copyOf(impact.total(), ticks));
        }

        private void item(String type, String json) {
            lastItem = text.length();
            text.append("event: ").append(type).append("\ndata: ").append(json).append("\n\n");
        }

        /// Gives the last item a position to resume from.
        private void endAt(Position position) {
            text.insert(lastItem, "id: " + position + "\n");
        }
    }
}
