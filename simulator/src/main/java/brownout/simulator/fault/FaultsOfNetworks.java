// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.announced;
import static brownout.simulator.fault.Faults.hold;
import static brownout.simulator.fault.Faults.silent;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a [NetworkFault] comes to.
final class FaultsOfNetworks {
    /// A setting that says how many connections are kept for further calls.
    private static final String KEEP_ALIVE = "UPSTREAM_KEEPALIVE";

    private static final int PORT_SECONDS = 60; // a closed connection's port waits that long

    private static final Symptom REFUSED_BY_PROXY =
            new Symptom(
                    Failure.CONNECTION_RESET,
                    503,
                    1_200,
                    "UpstreamReset",
                    "upstream connect error or disconnect/reset before headers: connection"
                            + " termination",
                    "");
    private static final Symptom EXPIRED =
            new Symptom(
                    Failure.HANDSHAKE,
                    0,
                    6_000,
                    "SSLHandshakeException",
                    "x509: certificate has expired or is not yet valid",
                    "");
    private static final Symptom NO_ANSWER =
            new Symptom(
                    Failure.UPSTREAM_TIMEOUT,
                    0,
                    -1,
                    "ConnectTimeoutException",
                    "connection timed out",
                    "");
    private static final Symptom NO_PORT =
            new Symptom(
                    Failure.CONNECTION_REFUSED,
                    0,
                    900,
                    "BindException",
                    "cannot assign requested address",
                    "");

    private FaultsOfNetworks() {}

    static List<Scheduled> effects(NetworkFault fault, Estate estate, int tick) {
        return switch (fault) {
            case NetworkFault.NameLost lost -> names(lost, estate, tick);
            case NetworkFault.CertificateExpired(var certificate, var keepAliveSeconds) ->
                    certificate(certificate, keepAliveSeconds, estate, tick);
            case NetworkFault.StrictMutualTls(var service, var caller) ->
                    List.of(
                            announced(tick, new NetworkEffect.MutualTls(service, true), "mesh-bot"),
                            hold(
                                    tick,
                                    Subjects.mutualTls(service) + "/" + caller,
                                    Condition.Calls.to(Scope.service(caller), service)
                                            .failing(1, REFUSED_BY_PROXY)));
            case NetworkFault.PacketLoss(var node, var loss) ->
                    List.of(
                            hold(
                                    tick,
                                    Subjects.node(node) + "/out",
                                    Condition.Calls.to(Scope.ANY.onNode(node), "")
                                            .losing(loss.amount())),
                            hold(
                                    tick,
                                    Subjects.node(node) + "/in",
                                    Condition.Calls.to(Scope.ANY, "")
                                            .reaching(Scope.ANY.onNode(node))
                                            .losing(loss.amount())));
            case NetworkFault.ConnectionTableFull(var node, var over, var entries) ->
                    table(node, over, entries.amount(), tick);
            case NetworkFault.PortsUsedUp(var service, var version, var failing) ->
                    List.of(
                            announced(
                                    tick,
                                    new Effect.Deploy(service, version, Map.of(KEEP_ALIVE, "0")),
                                    "ci-bot"),
                            hold(
                                    tick,
                                    Subjects.settings(service) + "/" + KEEP_ALIVE,
                                    Condition.Calls.to(
                                                    Scope.service(service).with(KEEP_ALIVE + "=0"),
                                                    "")
                                            .failing(failing.amount(), NO_PORT),
                                    new Course.Fading(PORT_SECONDS)));
            case NetworkFault.PortBlocked(var policy, var caller, var service) ->
                    List.of(
                            announced(
                                    tick,
                                    new NetworkEffect.ApplyPolicy(policy, service),
                                    "security-bot"),
                            hold(
                                    tick,
                                    Subjects.policy(policy),
                                    Condition.Calls.to(Scope.service(caller), service)
                                            .failing(1, NO_ANSWER)));
        };
    }

    private static List<Scheduled> names(NetworkFault.NameLost lost, Estate estate, int tick) {
        var scheduled = new ArrayList<Scheduled>();
        for (var region : estate.regionNames()) {
            if (lost.region().isEmpty() || lost.region().equals(region)) {
                var fails = lost.failing().amount();
                scheduled.add(
                        hold(
                                tick,
                                Subjects.dns(region) + "/" + lost.target(),
                                Condition.Calls.to(Scope.ANY.inRegion(region), lost.target())
                                        .failing(fails, unresolved(lost.target())),
                                new Course.Fading(lost.ttlSeconds())));
            }
        }
        return scheduled;
    }

    private static Symptom unresolved(String name) {
        return new Symptom(
                Failure.NAME_RESOLUTION,
                0,
                4_000,
                "UnknownHostException",
                name + ": SERVFAIL from the name server",
                "");
    }

    /// New connections to whatever shows the certificate fail: to one component, or to all services where
    /// the mesh shows it.
    private static List<Scheduled> certificate(
            String name, int keepAliveSeconds, Estate estate, int tick) {
        var certificate =
                estate.platform().map(Platform::certificates).orElse(List.of()).stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalArgumentException("no such certificate: " + name));
        var course = new Course.Fading(keepAliveSeconds);
        var scheduled = new ArrayList<Scheduled>();
        scheduled.add(silent(tick, new NetworkEffect.EndCertificate(name, 0)));
        var targets =
                estate.componentNames().contains(certificate.terminator())
                        ? List.of(certificate.terminator())
                        : estate.serviceNames();
        for (var target : targets) {
            scheduled.add(
                    hold(
                            tick,
                            Subjects.certificate(name) + "/" + target,
                            Condition.Calls.to(Scope.ANY, target).failing(1, EXPIRED),
                            course));
        }
        return scheduled;
    }

    /// Of what wants to be in the table, only as much as there is room for gets in: connections begin to
    /// be dropped when it is full.
    private static List<Scheduled> table(String node, int overSeconds, double entries, int tick) {
        double dropped = Math.max(0, 1 - 1 / Math.max(entries, 1e-9));
        int full = entries <= 1 ? overSeconds : (int) (overSeconds / entries);
        return List.of(
                silent(tick, new NetworkEffect.FillConnections(node, overSeconds, entries)),
                hold(
                        tick,
                        Subjects.connections(node),
                        Condition.Calls.to(Scope.ANY.onNode(node), "").failing(dropped, NO_ANSWER),
                        new Course.Late(full, Math.max(1, overSeconds - full))));
    }
}
