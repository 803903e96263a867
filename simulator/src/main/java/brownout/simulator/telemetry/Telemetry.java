// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.alerting.AlertTransition;
import brownout.query.alerting.GroupStatus;
import brownout.query.data.LogStore;
import brownout.query.data.MetricStore;
import brownout.query.data.TraceStore;
import brownout.query.routing.Notification;
import brownout.simulator.engine.Paging;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.Timeline;
import java.util.ArrayList;
import java.util.List;

/// A timeline as one run sees it: at one instant, on that run's calendar, under that run's key. All
/// reads go through `visibility`; an instance is cheap and immutable, make one per request.
public final class Telemetry {
    private final Snapshot snapshot;
    private final int nowTick;
    private final long t0Seconds;
    private final RunKey key;

    /// `t0Seconds` is the run's t0 in seconds since 1970, a whole minute. A `visibility` beyond the
    /// timeline's last closed tick is cut off there.
    public Telemetry(Timeline timeline, Visibility visibility, long t0Seconds, RunKey key) {
        this(timeline.snapshot(), visibility.nowTick(), t0Seconds, key);
    }

    /// As above, at the close of `nowTick`.
    public Telemetry(Snapshot snapshot, int nowTick, long t0Seconds, RunKey key) {
        if (Math.floorMod(t0Seconds, 60L) != 0) {
            throw new IllegalArgumentException("t0 is not a whole minute: " + t0Seconds);
        }
        this.snapshot = snapshot;
        this.nowTick = Math.min(nowTick, snapshot.closedTick);
        this.t0Seconds = t0Seconds;
        this.key = key;
    }

    /// The estate's own state, without what collectors made of it.
    public Snapshot snapshot() {
        return snapshot;
    }

    public int nowTick() {
        return nowTick;
    }

    /// World time now, the end of the last visible tick, in seconds since 1970.
    public long nowSeconds() {
        return t0Seconds + nowTick + 1;
    }

    /// The last scrape at this instant, in milliseconds since 1970.
    public long scrapeMillis() {
        return (t0Seconds + scrapeSecond()) * 1000;
    }

    /// The same in seconds after t0.
    private int scrapeSecond() {
        return nowTick + 1 - Math.floorMod(nowTick + 1, Targets.INTERVAL_SECONDS);
    }

    /// What targets expose at each scrape, whatever becomes of it: no exporter fails, nothing is renamed,
    /// dropped or missed.
    public MetricStore exposed() {
        return new TimelineMetrics(
                snapshot, nowTick, t0Seconds, key, Mask.exposed(snapshot, nowTick));
    }

    /// All lines as they were written, whether or not an agent has sent them.
    public LogStore written() {
        return new TimelineLogs(snapshot, nowTick, t0Seconds, key, false);
    }

    public TimelineMetrics metrics() {
        return new TimelineMetrics(snapshot, nowTick, t0Seconds, key);
    }

    public LogStore logs() {
        return new TimelineLogs(snapshot, nowTick, t0Seconds, key);
    }

    public TraceStore traces() {
        return new TimelineTraces(snapshot, nowTick, t0Seconds, key);
    }

    /// The rule groups with the state of each rule and its active alerts at this instant; none before
    /// the first evaluation.
    public List<GroupStatus> rules() {
        int second = scrapeSecond();
        return second <= snapshot.firstTick
                ? List.of()
                : snapshot.scrape(second).groups().stream()
                        .map(group -> group.shifted(shiftMillis()))
                        .toList();
    }

    /// What left Alertmanagers for people, oldest first, with tick in `[fromTick, toTick)`.
    public List<Notification> notifications(int fromTick, int toTick) {
        int last = Math.min(toTick - 1, nowTick);
        var found = new ArrayList<Notification>();
        for (int tick = Math.max(fromTick, snapshot.firstTick); tick <= last; tick++) {
            for (var notification : snapshot.paging(tick).left()) {
                found.add(notification.shifted(shiftMillis()));
            }
        }
        return found;
    }

    /// What the first Alertmanager shows at this instant.
    public Alertmanager alertmanager() {
        int tick = Math.max(nowTick, snapshot.firstTick);
        var paging = snapshot.paging(tick);
        return new Alertmanager(
                paging.router(),
                paging.state(0),
                paging.silences(),
                Paging.millis(tick + 1),
                shiftMillis(),
                paging.replicas(),
                paging.gossips() ? paging.replicas() : 1);
    }

    /// What is scraped at this instant, each target as of its last scrape; none where Prometheus has not
    /// come to one.
    public Targets targets() {
        var metrics = metrics();
        int second = scrapeSecond();
        return second <= snapshot.firstTick || metrics.isGap(second)
                ? Targets.NONE
                : Targets.at(metrics, snapshot, second, scrapeMillis(), nowTick);
    }

    /// What Prometheus has in memory as of the last scrape, `limit` entries a list; nothing where it has
    /// not come to one.
    public TsdbStatus tsdbStatus(int limit) {
        var metrics = metrics();
        int second = scrapeSecond();
        return second <= snapshot.firstTick || metrics.isGap(second)
                ? TsdbStatus.NONE
                : TsdbStatus.at(metrics, snapshot, second, scrapeMillis(), limit);
    }

    /// Alerts that became pending, firing or resolved, oldest first, with tick in `[fromTick, toTick)`.
    public List<AlertTransition> alertTransitions(int fromTick, int toTick) {
        int last = Math.min(toTick - 1, nowTick) + 1; // of tick k is the scrape at k + 1
        int first = Math.max(fromTick, snapshot.firstTick) + 1;
        var found = new ArrayList<AlertTransition>();
        for (int second = first + Math.floorMod(-first, 15); second <= last; second += 15) {
            for (var transition : snapshot.scrape(second).transitions()) {
                found.add(
                        new AlertTransition(
                                transition.tick(), transition.alert().shifted(shiftMillis())));
            }
        }
        return found;
    }

    /// The change feed up to this instant, oldest first.
    public List<Change> changes() {
        return snapshot.changes.stream()
                .filter(row -> row.tick() <= nowTick)
                .map(row ->
                        new Change(
                                row.tick(),
                                row.kind(),
                                row.target(),
                                row.actor(),
                                row.summary(),
                                row.detail()))
                .toList();
    }

    /// From the rules' own calendar (see [brownout.simulator.engine.RuleStage]) to this run's.
    private long shiftMillis() {
        return RuleSeries.shiftSeconds(t0Seconds) * 1000;
    }
}
