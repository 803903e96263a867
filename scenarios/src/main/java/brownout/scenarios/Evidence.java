// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import java.util.List;

/// One sign of the fault. `query` is in the language of the signal: PromQL, LogQL or TraceQL whose
/// first result is the first visible instant; an alert's name; for a change the id of its beat. A
/// view counts as having seen it when it shows that signal and its query or title holds every one of
/// `seenBy`.
public record Evidence(String name, Signal signal, String query, List<String> seenBy) {
    public Evidence {
        seenBy = List.copyOf(seenBy);
    }
}
