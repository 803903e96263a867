// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import brownout.query.data.LogStore;
import brownout.query.data.LogStore.Direction;
import brownout.query.data.LogStore.Entry;
import brownout.query.data.LogStore.EntryCursor;
import brownout.query.data.LogStore.LineHints;
import brownout.web.http.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// Logs as JSON lines, oldest first, one entry a line:
/// `{"timestamp":"<nanoseconds>","stream":{…},"line":"…","structuredMetadata":{…}}`.
public final class LogLines implements Document {
    private final EntryCursor entries;

    public LogLines(LogStore logs, Window window) {
        entries = logs.read(List.of(), LineHints.NONE, window.range(), Direction.FORWARD, 0);
    }

    @Override
    public boolean writeNext(ByteArrayOutputStream out) {
        if (!entries.next()) {
            return false;
        }
        out.writeBytes(line(entries.entry()).toBytes());
        return true;
    }

    private static Json line(Entry entry) {
        return new Json()
                .object()
                .member("timestamp", Long.toString(entry.timeNanos()))
                .name("stream")
                .labels(entry.stream())
                .member("line", entry.line())
                .name("structuredMetadata")
                .labels(entry.metadata())
                .endObject()
                .line();
    }
}
