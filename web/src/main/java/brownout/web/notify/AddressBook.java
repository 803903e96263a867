// SPDX-License-Identifier: Apache-2.0
package brownout.web.notify;

import brownout.query.routing.Config;
import brownout.query.routing.Integration;
import brownout.web.export.push.Receiver;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Real receivers by the names that the routes of estates know them by, and who of them is told of what:
/// an integration what the estate's of the same kind and number is told, a webhook what the estate's
/// first integration is told, whatever that is.
final class AddressBook implements AutoCloseable {
    /// Stands for all receivers that the file does not name.
    static final String ALL = "*";

    private static final List<String> HEADERS = List.of("Content-Type", "application/json");

    private final HttpClient http = Outbox.client();
    private final SortedMap<String, List<Entry>> entries = new TreeMap<>();

    /// One integration of a receiver; `name` as notifications have it: `slack[0]`.
    private record Entry(Integration integration, String name, Outbox outbox) {}

    /// Opens a queue to each integration of `receivers`. Mail is none of them.
    AddressBook(List<Config.Receiver> receivers, MeterRegistry registry) {
        for (var receiver : receivers) {
            var some = new ArrayList<Entry>();
            for (int i = 0; i < receiver.integrations().size(); i++) {
                var integration = receiver.integrations().get(i);
                var address = Receiver.of(address(integration), HEADERS);
                var outbox = new Outbox(http, integration.kind(), address, registry);
                some.add(new Entry(integration, receiver.integration(i), outbox));
            }
            entries.put(receiver.name(), some);
        }
    }

    private static String address(Integration integration) {
        return switch (integration) {
            case Integration.Webhook webhook -> webhook.url().value();
            case Integration.Slack slack -> slack.apiUrl().value();
            case Integration.PagerDuty pager -> pager.url();
            case Integration.Email _ -> throw new IllegalArgumentException("mail is not sent");
        };
    }

    /// Queues `message` for all whom it concerns. `first` is the first integration of the estate's
    /// receiver.
    void tell(Message message, String first) {
        var told = message.told();
        var all = entries.getOrDefault(ALL, List.of());
        for (var entry : entries.getOrDefault(told.receiver(), all)) {
            var like = entry.integration() instanceof Integration.Webhook ? first : entry.name();
            if (told.integration().equals(like)) {
                message.withResolved(entry.integration().sendResolved())
                        .map(shown -> shown.body(entry.integration()))
                        .ifPresent(
                                body -> entry.outbox().put(body.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    @Override
    public void close() {
        entries.values().forEach(some -> some.forEach(entry -> entry.outbox().close()));
        http.shutdownNow();
        http.close();
    }
}
