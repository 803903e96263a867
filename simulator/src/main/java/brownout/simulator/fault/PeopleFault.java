// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What people do by mistake: entry 62 of the catalogue.
public sealed interface PeopleFault extends Fault {
    /// `actor` does to the wrong component what was meant for another.
    record WrongTarget(String actor, Effect effect) implements PeopleFault {}
}
