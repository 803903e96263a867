// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.NetworkEffect;
import brownout.simulator.fault.Subjects;
import java.util.Optional;

/// What certificates, name servers, policies and connection tables do, and what the change feed says.
final class NetworkChanges {
    private static final int CERTIFICATE_SECONDS = 90 * 86_400;

    private final World world;

    NetworkChanges(World world) {
        this.world = world;
    }

    Optional<ChangeRow> apply(State state, NetworkEffect effect, String actor, int tick) {
        return switch (effect) {
            case NetworkEffect.EndCertificate(var certificate, var inSeconds) -> {
                set(state, controls(state).certificate(certificate, tick + inSeconds));
                yield Optional.empty();
            }
            case NetworkEffect.RenewCertificate(var certificate) -> {
                set(state, controls(state).certificate(certificate, tick + CERTIFICATE_SECONDS));
                state.holding = state.holding.without(Subjects.certificate(certificate));
                yield row(
                        tick,
                        "certificate",
                        certificate,
                        actor,
                        "Renewed certificate " + certificate,
                        "valid for 90 days");
            }
            case NetworkEffect.RestartDns(var region) -> {
                for (int r = 0; r < world.regions; r++) {
                    if (world.isRegion(region, r)) {
                        var name = world.estate.regions().get(r).name();
                        state.holding = state.holding.without(Subjects.dns(name));
                    }
                }
                yield row(
                        tick,
                        "restart",
                        "dns",
                        actor,
                        "Restarted the name servers" + (region.isEmpty() ? "" : " in " + region),
                        "");
            }
            case NetworkEffect.MutualTls(var service, var strict) -> {
                set(state, controls(state).strict(service, strict));
                if (!strict) {
                    state.holding = state.holding.without(Subjects.mutualTls(service));
                }
                var mode = strict ? "STRICT" : "PERMISSIVE";
                yield row(
                        tick,
                        "mesh",
                        service,
                        actor,
                        "Set mutual TLS of " + service + " to " + mode,
                        "");
            }
            case NetworkEffect.ApplyPolicy(var policy, var service) -> {
                set(state, controls(state).policy(policy, service));
                yield row(
                        tick,
                        "network-policy",
                        service,
                        actor,
                        "Applied network policy " + policy,
                        "ingress of " + service);
            }
            case NetworkEffect.RevertPolicy(var policy) -> {
                var service = controls(state).policies().getOrDefault(policy, "");
                set(state, controls(state).withoutPolicy(policy));
                state.holding = state.holding.without(Subjects.policy(policy));
                yield row(
                        tick,
                        "network-policy",
                        service,
                        actor,
                        "Reverted network policy " + policy,
                        "");
            }
            case NetworkEffect.FillConnections fill -> {
                state.flow.network.fill(fill, tick);
                yield Optional.empty();
            }
            case NetworkEffect.LimitConnections(var node, var entries) -> {
                int before = controls(state).connectionLimit(node);
                set(state, controls(state).connectionLimit(node, entries));
                if (entries >= state.flow.network.wanted(node)) {
                    state.holding = state.holding.without(Subjects.connections(node));
                }
                yield row(
                        tick,
                        "node",
                        node,
                        actor,
                        "Set nf_conntrack_max of " + node + " to " + entries,
                        before + " -> " + entries);
            }
        };
    }

    private static Controls controls(State state) {
        return state.desired.controls();
    }

    private static void set(State state, Controls controls) {
        state.desired = state.desired.with(controls);
    }

    private static Optional<ChangeRow> row(
            int tick, String kind, String target, String actor, String summary, String detail) {
        return Optional.of(new ChangeRow(tick, kind, target, actor, summary, detail));
    }
}
