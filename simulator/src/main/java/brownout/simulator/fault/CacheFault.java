// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What goes wrong with caches: entries 19 to 25 of the catalogue.
public sealed interface CacheFault extends Fault {
    /// `cache` starts empty, in `region` or in all ("").
    record ColdCache(String cache, String region) implements CacheFault {}
}
