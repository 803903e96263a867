// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.Optional;

/// What goes wrong between components: entries 37 to 43 of the catalogue.
public sealed interface NetworkFault extends Fault {
    /// The name servers, in `region` or in all (""), have lost the name of `target`; callers notice as
    /// what they remember runs out after `ttlSeconds` on the average. A share `failing` of lookups fails.
    record NameLost(String target, String region, int ttlSeconds, Goal failing)
            implements NetworkFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            failing,
                            0,
                            1,
                            amount ->
                                    new NameLost(
                                            target, region, ttlSeconds, Goal.exactly(amount))));
        }
    }

    /// The certificate was not renewed and ends now; connections are kept for `keepAliveSeconds` on the
    /// average, new ones fail.
    record CertificateExpired(String certificate, int keepAliveSeconds) implements NetworkFault {}

    /// Mutual TLS becomes a must at `service`, and `caller` has no proxy that could do it.
    record StrictMutualTls(String service, String caller) implements NetworkFault {}

    /// `node` loses a share of all packets, in and out.
    record PacketLoss(String node, Goal loss) implements NetworkFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(loss, 0, 0.5, amount -> new PacketLoss(node, Goal.exactly(amount))));
        }
    }

    /// Something fills the connection table of `node`: over `overSeconds` it comes to hold `entries` times
    /// (0..10) what it has room for, and new connections from there are dropped.
    record ConnectionTableFull(String node, int overSeconds, Goal entries) implements NetworkFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            entries,
                            0,
                            10,
                            amount ->
                                    new ConnectionTableFull(
                                            node, overSeconds, Goal.exactly(amount))));
        }
    }

    /// `service` is deployed as `version`, which opens a connection for every call, so that a share
    /// `failing` of calls finds no free port.
    record PortsUsedUp(String service, String version, Goal failing) implements NetworkFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            failing,
                            0,
                            1,
                            amount -> new PortsUsedUp(service, version, Goal.exactly(amount))));
        }
    }

    /// The new network policy `policy` does not let `caller` through to `service`.
    record PortBlocked(String policy, String caller, String service) implements NetworkFault {}
}
