// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What a process runs out of: entries 25 and 51 to 53 of the catalogue.
public sealed interface ResourceFault extends Fault {
    /// Pods of `service` that run `version` start `threads` each second that never end.
    record ThreadLeak(String service, String version, int threads) implements ResourceFault {}

    /// A feature `flag` lets its service's pods keep what they worked out: `bytes` a second, and `growth`
    /// (1..10) times what is there each minute.
    record OwnCache(String flag, long bytes, double growth) implements ResourceFault {}

    /// Pods of `service` that run `version` keep `bytes` of memory each second.
    record MemoryLeak(String service, String version, long bytes) implements ResourceFault {}

    /// Pods of `service` that run `version` keep `files` open each second.
    record FileLeak(String service, String version, int files) implements ResourceFault {}
}
