// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Labels;
import java.util.TreeMap;

/// One line of a log query's answer, its labels apart by origin: those of the stream, structured
/// metadata, and what the pipeline parsed or set (errors as `__error__` too). The three have no name
/// in common.
public record LogEntry(Labels stream, Labels metadata, Labels parsed, long timeNanos, String line) {
    /// All labels together.
    public Labels labels() {
        if (metadata.isEmpty() && parsed.isEmpty()) {
            return stream;
        }
        var all = new TreeMap<String, String>();
        stream.forEach(all::put);
        metadata.forEach(all::put);
        parsed.forEach(all::put);
        return Labels.ofExact(all);
    }
}
