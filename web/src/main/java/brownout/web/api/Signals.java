// SPDX-License-Identifier: Apache-2.0
package brownout.web.api;

import brownout.query.alerting.GroupStatus;
import brownout.query.data.LogStore;
import brownout.query.data.MetricStore;
import brownout.query.data.TraceStore;
import brownout.simulator.engine.SilenceChanges;
import brownout.simulator.fault.RoutingEffect;
import brownout.simulator.telemetry.Alertmanager;
import brownout.simulator.telemetry.Targets;
import brownout.simulator.telemetry.Telemetry;
import brownout.simulator.telemetry.TsdbStatus;
import brownout.web.http.Params;
import brownout.web.runs.Moment;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// What a request may read: the stores of one world at one instant, and that instant. Each store is
/// made when it is asked for; `tsdb` takes how many entries its lists may have.
public record Signals(
        Supplier<MetricStore> metrics,
        Supplier<LogStore> logs,
        Supplier<TraceStore> traces,
        Supplier<List<GroupStatus>> rules,
        Supplier<Targets> targets,
        IntFunction<TsdbStatus> tsdb,
        Supplier<Alertmanager> alertmanager,
        long nowMillis) {
    /// How many entries lists of `tsdb` have unless more are asked for.
    public static final int TSDB_ENTRIES = 10;

    /// The signals of a run; its ticks are closed on the way, so call it where computing is allowed.
    public static Signals of(Moment now) {
        Telemetry telemetry = now.telemetry();
        return new Signals(
                telemetry::metrics,
                telemetry::logs,
                telemetry::traces,
                telemetry::rules,
                telemetry::targets,
                telemetry::tsdbStatus,
                () -> alertmanager(now),
                now.timeMillis());
    }

    /// The first Alertmanager as it is now, and with the silences of what has been done since its last
    /// second: who sets one finds it in the list.
    public static Alertmanager alertmanager(Moment now) {
        var shown = now.telemetry().alertmanager();
        var silences = shown.silences();
        for (var scheduled : now.state().effects()) {
            if (scheduled.tick() > now.tick()
                    && scheduled.effect() instanceof RoutingEffect effect) {
                silences =
                        SilenceChanges.after(
                                effect, silences, scheduled.actor(), shown.nowMillis());
            }
        }
        return shown.with(silences);
    }

    /// From a request to the world it asks about; refuses unknown ones.
    @FunctionalInterface
    public interface Source {
        Signals of(Params in);
    }
}
