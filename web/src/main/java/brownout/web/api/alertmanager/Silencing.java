// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.alertmanager;

import brownout.simulator.fault.RoutingEffect;
import brownout.simulator.telemetry.Alertmanager;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import java.util.function.Function;

/// Lets something happen to the silences of the run that a request is about.
@FunctionalInterface
public interface Silencing {
    /// Where nobody can change anything.
    Silencing NONE =
            (_, _) -> {
                throw new Refusal(403, "silences cannot be changed here");
            };

    /// Records what `made` makes of the present Alertmanager, which throws where it is refused. Done
    /// when this returns.
    void act(Params in, Function<Alertmanager, RoutingEffect> made);
}
