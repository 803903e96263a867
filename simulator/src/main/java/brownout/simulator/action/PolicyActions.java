// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.ProviderZones;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.PolicyEffect;
import java.util.List;

/// Switches: flags, breakers, admission.
final class PolicyActions {
    static final List<ActionCatalogue.Row> ROWS =
            List.of(
                    ActionCatalogue.row(
                            "flag",
                            "FLAG --share PERCENT",
                            "Turn a feature on for a share of users, 0 to 100; 0 is off.",
                            "at once",
                            "",
                            "users who had the feature lose it, or get one that fails",
                            PolicyActions::flag),
                    ActionCatalogue.row(
                            "breaker",
                            "SERVICE CALLEE --state STATE",
                            "Open the circuit breaker of a service to a callee, or leave it to"
                                    + " itself: open or auto.",
                            "at once",
                            "a breaker of the service to the callee",
                            "open: what cannot do without the callee fails at once with 503",
                            PolicyActions::breaker),
                    ActionCatalogue.row(
                            "party-zone",
                            "PARTY ZONE --state STATE",
                            "Send calls to a zone of a third party, or to its others only: use or"
                                    + " drain.",
                            "at once",
                            "",
                            "the other zones take what this one took",
                            PolicyActions::zone),
                    ActionCatalogue.row(
                            "admit",
                            "SERVICE --share PERCENT [--operation OPERATION]",
                            "Admit a share of requests, 0 to 100, and answer the rest with 429;"
                                    + " 100 lets all in.",
                            "at once",
                            "",
                            "customers who are turned away get a 429",
                            PolicyActions::admit));

    private PolicyActions() {}

    private static double share(Arguments in) {
        return in.number("--share", 0, 100, "a whole number in 0..100") / 100.0;
    }

    private static Effect flag(Arguments in) {
        var flag = in.positional(0, "flag");
        in.known(
                "flag", "flag", flag, in.estate().flags().stream().map(Estate.Flag::name).toList());
        return new PolicyEffect.Flag(flag.text(), share(in));
    }

    private static Effect breaker(Arguments in) {
        var service = in.service();
        var callee = in.positional(1, "callee");
        var state =
                in.option("--state")
                        .orElseThrow(() -> in.error("--state", callee, "missing --state", ""));
        in.known("--state", "state", state, List.of("open", "auto"));
        return new PolicyEffect.Breaker(service.name(), callee.text(), state.text().equals("open"));
    }

    private static Effect zone(Arguments in) {
        var party = in.positional(0, "third party");
        var parties = in.estate().thirdParties().stream().map(Estate.ThirdParty::name).toList();
        in.known("third party", "third party", party, parties);
        var zone = in.positional(1, "zone");
        in.known("zone", "zone of a third party", zone, ProviderZones.names(in.estate()));
        var state =
                in.option("--state")
                        .orElseThrow(() -> in.error("--state", zone, "missing --state", ""));
        in.known("--state", "state", state, List.of("use", "drain"));
        return new PolicyEffect.Zone(party.text(), zone.text(), state.text().equals("use"));
    }

    private static Effect admit(Arguments in) {
        var service = in.service();
        var operation = in.option("--operation").map(Arguments.Word::text).orElse("");
        return new PolicyEffect.Admission(service.name(), operation, share(in));
    }
}
