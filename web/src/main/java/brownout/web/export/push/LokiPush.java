// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import brownout.query.data.Labels;
import brownout.query.data.LogStore.Direction;
import brownout.query.data.LogStore.Entry;
import brownout.query.data.LogStore.LineHints;
import brownout.query.data.TimeRange;
import brownout.simulator.telemetry.Telemetry;
import brownout.web.export.Window;
import brownout.web.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Logs as Loki push requests of up to 4,000 lines, with structured metadata.
/// Source: Loki HTTP API, `POST /loki/api/v1/push`.
final class LokiPush implements Feeder {
    private static final int LINES_PER_REQUEST = 4000;

    private final Destination to;
    private final List<Request> requests = new ArrayList<>();

    /// The lines of one lane that are not on their way yet.
    private static final class Request {
        final Map<Labels, List<Entry>> streams = new LinkedHashMap<>();
        int lines;
    }

    LokiPush(Destination to) {
        this.to = to;
        for (int lane = 0; lane < Destination.LANES; lane++) {
            requests.add(new Request());
        }
    }

    @Override
    public String items() {
        return "lines";
    }

    @Override
    public Destination to() {
        return to;
    }

    @Override
    public void feed(Telemetry seen, Window window) throws InterruptedException {
        var range = TimeRange.afterMillis(window.startMillis(), window.endMillis());
        var entries = seen.logs().read(List.of(), LineHints.NONE, range, Direction.FORWARD, 0);
        while (entries.next()) {
            var entry = entries.entry();
            int lane = Destination.lane(entry.stream().hashCode());
            var request = requests.get(lane);
            request.streams.computeIfAbsent(entry.stream(), _ -> new ArrayList<>()).add(entry);
            if (++request.lines >= LINES_PER_REQUEST) {
                flush(lane);
            }
        }
        for (int lane = 0; lane < requests.size(); lane++) {
            flush(lane);
        }
    }

    private void flush(int lane) throws InterruptedException {
        var request = requests.set(lane, new Request());
        to.put(lane, body(request.streams).toBytes(), request.lines);
    }

    private static Json body(Map<Labels, List<Entry>> streams) {
        var json = new Json().object().name("streams").array();
        streams.forEach((labels, entries) -> {
            json.object().name("stream").labels(labels).name("values").array();
            for (var entry : entries) {
                json.array().value(Long.toString(entry.timeNanos())).value(entry.line());
                if (!entry.metadata().isEmpty()) {
                    json.labels(entry.metadata());
                }
                json.endArray();
            }
            json.endArray().endObject();
        });
        return json.endArray().endObject();
    }
}
