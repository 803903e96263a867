// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import java.util.Arrays;
import java.util.List;

/// What can be wrong: the fixed choices of a declaration, the same in every drill. The name in files
/// and events is the constant in lower case, such as `connection_pool`.
public enum Mechanism {
    DEPLOY("Bad deploy", "a new version does the wrong thing"),
    CONFIGURATION("Configuration", "a setting has a wrong value"),
    FLAG("Feature flag", "a flag switched on something broken"),
    CPU("CPU", "too little processing power, or throttled"),
    MEMORY("Memory", "a leak, garbage collection or the memory limit"),
    DISK("Disk", "full or slow storage"),
    CONNECTION_POOL("Connection pool", "callers queue for a connection"),
    THREADS("Threads", "all workers are busy or stuck"),
    DATABASE("Slow or locked database", "queries wait or scan"),
    CACHE("Cache", "misses, evictions or a cache that is down"),
    QUEUE("Queue", "messages pile up or are stuck"),
    NETWORK("Network or DNS", "packets or names are lost or late"),
    CREDENTIAL("Certificate or secret", "expired, rotated or refused"),
    QUOTA("Quota", "a rate limit or allowance is used up"),
    RETRY_STORM("Retry storm", "retries keep the overload alive"),
    THIRD_PARTY("Third party", "somebody else's service fails"),
    TELEMETRY("Telemetry itself", "the service is fine, its data are not"),
    BAD_DATA("Bad data", "wrong or unreadable input or records"),
    NOTHING("Nothing is wrong", "no fault; the alert or report is mistaken");

    private final String title;
    private final String meaning;

    Mechanism(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    public String title() {
        return title;
    }

    public String meaning() {
        return meaning;
    }

    /// The eighteen causes, without [#NOTHING].
    public static List<Mechanism> causes() {
        return Arrays.stream(values()).filter(mechanism -> mechanism != NOTHING).toList();
    }
}
