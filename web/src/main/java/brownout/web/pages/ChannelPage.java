// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.scenarios.CustomerMessage;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.RunState;
import brownout.scoring.rubric.Communication;
import brownout.web.runs.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The channel of a run up to now.
final class ChannelPage {
    private record Said(int tick, ChannelView.Row row) {}

    private ChannelPage() {}

    static ChannelView of(Moment now) {
        return new ChannelView(rows(now), questions(now), told(now));
    }

    private static List<CustomerMessage> messages(Moment now) {
        return now.scenario().messages().stream()
                .filter(message -> message.tick() >= now.started().startTick())
                .filter(message -> message.tick() <= now.tick())
                .toList();
    }

    private static List<ChannelView.Row> rows(Moment now) {
        var said = new ArrayList<Said>();
        for (var event : now.events()) {
            var text = text(event.body());
            if (!text.isEmpty()) {
                said.add(
                        new Said(
                                event.tick(),
                                row(now, event.tick(), kind(event.body()), "", text)));
            }
        }
        for (var message : messages(now)) {
            int tick = message.tick();
            said.add(new Said(tick, row(now, tick, "stakeholder", message.from(), message.text())));
        }
        said.sort(Comparator.comparingInt(Said::tick));
        return said.stream().map(Said::row).toList();
    }

    private static ChannelView.Row row(
            Moment now, int tick, String kind, String from, String text) {
        int seconds = Math.max(0, tick + 1 - now.started().startTick());
        return new ChannelView.Row(Text.clock(seconds), kind, from, text);
    }

    private static String kind(EventBody body) {
        return switch (body) {
            case EventBody.Noted _,
                    EventBody.Messaged _,
                    EventBody.UpdatePosted _,
                    EventBody.Replied _ ->
                    "person";
            default -> "";
        };
    }

    /// What the channel says of an event, "" for nothing.
    private static String text(EventBody body) {
        return switch (body) {
            case EventBody.Started _ -> "Pager: you are on call";
            case EventBody.Acted acted -> acted.line();
            case EventBody.Acknowledged acknowledged -> "acknowledged " + acknowledged.alertname();
            case EventBody.SeveritySet set -> "set severity " + set.severity();
            case EventBody.RoleTaken taken -> "is " + taken.role() + " now";
            case EventBody.Pinned pinned -> "pinned " + pinned.title();
            case EventBody.Noted noted -> noted.text();
            case EventBody.Messaged messaged -> messaged.text();
            case EventBody.StatusPageUpdated updated -> "status page: " + updated.state();
            case EventBody.UpdatePosted posted -> update(posted);
            case EventBody.Replied replied -> replied.text();
            case EventBody.HintTaken taken -> "took hint " + taken.rung();
            case EventBody.Declared _ -> "declared a root cause";
            case EventBody.Warped _ -> "moved the clock forward";
            case EventBody.Finished _ -> "ended the drill";
            case EventBody.Expired _ -> "Time is up";
            case EventBody.Paused _, EventBody.Resumed _, EventBody.Scored _ -> "";
        };
    }

    private static String update(EventBody.UpdatePosted posted) {
        var next =
                posted.nextMinutes() == 0 ? "" : "Next update in " + posted.nextMinutes() + " min.";
        return (posted.audience().equals("external") ? "Update to customers: " : "Update: ")
                + Stream.of(posted.impact(), posted.scope(), posted.action(), next)
                        .filter(part -> !part.isBlank())
                        .collect(Collectors.joining(" · "));
    }

    /// The newest first.
    private static List<ChannelView.Question> questions(Moment now) {
        return messages(now).stream()
                .filter(CustomerMessage::asks)
                .map(message -> question(now, message))
                .toList()
                .reversed();
    }

    private static ChannelView.Question question(Moment now, CustomerMessage message) {
        int due = message.tick() + Communication.ANSWER_SECONDS;
        var reply =
                now.state().replies().stream()
                        .filter(each -> each.toTick() == message.tick())
                        .map(RunState.Reply::tick)
                        .findFirst();
        int left = due - now.tick();
        return new ChannelView.Question(
                message.tick(),
                message.from(),
                message.text(),
                Text.time(now.timeMillis(message.tick())),
                reply.isPresent(),
                reply.isEmpty() && left < 0,
                now.timeMillis(due),
                reply.map(tick -> "answered " + Text.time(now.timeMillis(tick)))
                        .orElse(
                                left < 0
                                        ? Text.clock(-left) + " late"
                                        : Text.clock(left) + " left"));
    }

    private static List<ChannelView.Told> told(Moment now) {
        return now.state().updates().stream()
                .map(update -> {
                    int minutes = update.posted().nextMinutes();
                    return new ChannelView.Told(
                            Text.time(now.timeMillis(update.tick())),
                            update.posted().audience().equals("external")
                                    ? "Customers"
                                    : "Colleagues",
                            minutes == 0
                                    ? ""
                                    : Text.minute(now.timeMillis(update.tick() + 60 * minutes)));
                })
                .toList();
    }
}
