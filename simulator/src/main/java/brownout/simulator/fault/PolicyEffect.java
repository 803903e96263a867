// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// Switches that act at run time, without new pods.
public sealed interface PolicyEffect extends Effect {
    /// The feature `flag` is on for a `share` of users, 0 to 1; the flag must exist.
    record Flag(String flag, double share) implements PolicyEffect {
        @Override
        public String target() {
            return "";
        }
    }

    /// The third party `party` answers `perSecond` requests a second (0: no limit), the rest with 429.
    record Quota(String party, double perSecond) implements PolicyEffect {
        @Override
        public String target() {
            return party;
        }
    }

    /// Calls go to `zone` of the third party `party` as to its others, or, unless `used`, not at all.
    record Zone(String party, String zone, boolean used) implements PolicyEffect {
        @Override
        public String target() {
            return party;
        }
    }

    /// `service` makes no calls to `callee` while this is `open`; else its breakers decide.
    record Breaker(String service, String callee, boolean open) implements PolicyEffect {
        @Override
        public String target() {
            return service;
        }
    }

    /// `service` admits a `share` of the requests for `operation` ("" = all) and answers the rest with
    /// 429 at once.
    record Admission(String service, String operation, double share) implements PolicyEffect {
        @Override
        public String target() {
            return service;
        }
    }
}
