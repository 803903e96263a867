// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What happens to what lies between components. The conditions that such a thing may be the cause of are
/// held under its name ([Subjects]), so that setting it right ends them.
public sealed interface NetworkEffect extends Effect {
    /// The certificate ends `inSeconds` (>= 0) from now.
    record EndCertificate(String certificate, int inSeconds) implements NetworkEffect {
        @Override
        public String target() {
            return certificate;
        }
    }

    /// The certificate is replaced by a new one that is valid for 90 days.
    record RenewCertificate(String certificate) implements NetworkEffect {
        @Override
        public String target() {
            return certificate;
        }
    }

    /// The name servers start anew with the current names, in `region` or in all ("").
    record RestartDns(String region) implements NetworkEffect {
        @Override
        public String target() {
            return "dns";
        }
    }

    /// Whether callers of `service` must use mutual TLS.
    record MutualTls(String service, boolean strict) implements NetworkEffect {
        @Override
        public String target() {
            return service;
        }
    }

    /// The network policy `policy`, which is about who may call `service`, comes into force.
    record ApplyPolicy(String policy, String service) implements NetworkEffect {
        @Override
        public String target() {
            return service;
        }
    }

    /// The network policy `policy` is taken back.
    record RevertPolicy(String policy) implements NetworkEffect {
        @Override
        public String target() {
            return policy;
        }
    }

    /// Something on `node` opens connections: over `overSeconds` (> 0) as many as `ratio` (>= 0) times
    /// what its table has room for.
    record FillConnections(String node, int overSeconds, double ratio) implements NetworkEffect {
        @Override
        public String target() {
            return node;
        }
    }

    /// The connection table of `node` gets room for `entries` (> 0) connections.
    record LimitConnections(String node, int entries) implements NetworkEffect {
        @Override
        public String target() {
            return node;
        }
    }
}
