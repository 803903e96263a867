// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import static brownout.simulator.action.ActionCatalogue.row;

import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.QueueEffect;
import java.util.List;

/// What people can do to topics and consumer groups. Scaling a group is scaling its service.
final class QueueActions {
    private static final String AT_ONCE = "at once";

    static final List<ActionCatalogue.Row> ROWS =
            List.of(
                    row(
                            "queue-skip",
                            "QUEUE GROUP --partition N [--region REGION]",
                            "Let a consumer group go on behind the message that is next.",
                            AT_ONCE,
                            "a group of that topic",
                            "the message is never handled",
                            QueueActions::skip),
                    row(
                            "queue-purge",
                            "QUEUE GROUP [--region REGION]",
                            "Let a consumer group go on at the end; what waits is never handled.",
                            AT_ONCE,
                            "a group of that topic",
                            "all that waits is never handled",
                            QueueActions::purge),
                    row(
                            "queue-replay",
                            "QUEUE GROUP --messages N [--region REGION]",
                            "Let a consumer group go back, by N messages in every partition.",
                            AT_ONCE,
                            "a group of that topic",
                            "whatever handling them does is done twice",
                            QueueActions::replay),
                    row(
                            "queue-batch",
                            "QUEUE GROUP --max N --poll SECONDS [--region REGION]",
                            "Set how many messages a consumer takes at once and how long it may.",
                            AT_ONCE,
                            "a group of that topic",
                            "large batches that take longer than allowed make the group rebalance",
                            QueueActions::batch),
                    row(
                            "queue-divert",
                            "QUEUE on|off [--region REGION]",
                            "Publish bulk messages to a topic of their own instead of this one.",
                            AT_ONCE,
                            "",
                            "bulk messages that are there already stay in front",
                            QueueActions::divert),
                    row(
                            "queue-ack",
                            "QUEUE GROUP [--region REGION]",
                            "Acknowledge each message as soon as it has been handled.",
                            AT_ONCE,
                            "a group of that topic",
                            "none",
                            QueueActions::acknowledge));

    private QueueActions() {}

    private static Estate.Queue queue(Arguments in) {
        var word = in.positional(0, "queue");
        in.known(
                "queue",
                "queue",
                word,
                in.estate().queues().stream().map(Estate.Queue::name).toList());
        return in.estate().queue(word.text()).orElseThrow();
    }

    private static String group(Arguments in, Estate.Queue queue) {
        var word = in.positional(1, "group");
        var groups = queue.consumers().stream().map(Estate.ConsumerGroup::name).toList();
        in.known("group", "consumer group of " + queue.name(), word, groups);
        return word.text();
    }

    private static Effect skip(Arguments in) {
        var queue = queue(in);
        int last = queue.partitions() - 1;
        return new QueueEffect.Skip(
                queue.name(),
                group(in, queue),
                in.region(),
                in.number("--partition", 0, last, "in 0.." + last));
    }

    private static Effect purge(Arguments in) {
        var queue = queue(in);
        return new QueueEffect.Purge(queue.name(), group(in, queue), in.region());
    }

    private static Effect replay(Arguments in) {
        var queue = queue(in);
        int messages = in.number("--messages", 1, 100_000, "in 1..100000");
        return new QueueEffect.Replay(queue.name(), group(in, queue), in.region(), messages);
    }

    private static Effect batch(Arguments in) {
        var queue = queue(in);
        return new QueueEffect.Batch(
                queue.name(),
                group(in, queue),
                in.region(),
                in.number("--max", 1, 10_000, "in 1..10000"),
                in.number("--poll", 1, 3600, "in 1..3600 seconds"));
    }

    private static Effect divert(Arguments in) {
        var queue = queue(in);
        var word = in.positional(1, "on|off");
        in.known("on|off", "choice", word, List.of("on", "off"));
        return new QueueEffect.DivertBulk(queue.name(), in.region(), word.text().equals("on"));
    }

    private static Effect acknowledge(Arguments in) {
        var queue = queue(in);
        return new QueueEffect.LoseAcks(queue.name(), group(in, queue), in.region(), 0);
    }
}
