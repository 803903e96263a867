// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.alertmanager;

import brownout.scoring.event.EventBody;
import brownout.simulator.action.Actions;
import brownout.simulator.fault.Effects;
import brownout.simulator.fault.RoutingEffect;
import brownout.simulator.telemetry.Alertmanager;
import brownout.web.api.Signals;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Times;
import brownout.web.runs.Moment;
import brownout.web.runs.Runs;
import java.util.function.Function;

/// Puts what becomes of silences into the log of the run.
public final class RunSilencing implements Silencing {
    /// Clients of the API carry no name.
    private static final String ACTOR = "api";

    private final Runs runs;

    public RunSilencing(Runs runs) {
        this.runs = runs;
    }

    @Override
    public void act(Params in, Function<Alertmanager, RoutingEffect> made) {
        runs.of(in).append(ACTOR, "", now -> acted(made, now));
    }

    private static EventBody acted(Function<Alertmanager, RoutingEffect> made, Moment now) {
        if (now.state().closed()) {
            throw new Refusal(409, "the run is closed");
        }
        var effect = made.apply(Signals.alertmanager(now));
        Effects.check(effect, now.world().timeline().estate())
                .ifPresent(problem -> {
                    throw Refusal.bad(problem);
                });
        var preview = Actions.preview(effect, now.inventory());
        return new EventBody.Acted(line(effect, now), effect, preview.summary(), preview.growth());
    }

    /// As the feed shows it.
    private static String line(RoutingEffect effect, Moment now) {
        return switch (effect) {
            case RoutingEffect.SetSilence set ->
                    "silence "
                            + set.matchers()
                            + " until "
                            + Times.milli(now.started().t0Seconds() * 1000 + set.endMillis());
            case RoutingEffect.EndSilence(var id) -> "silence-expire " + id;
            default -> throw new IllegalArgumentException("not of a silence: " + effect);
        };
    }
}
