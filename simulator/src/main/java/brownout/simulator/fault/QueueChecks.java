// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Checks.known;
import static brownout.simulator.fault.Checks.region;
import static brownout.simulator.fault.Checks.within;

import brownout.simulator.estate.Estate;
import java.util.Optional;

/// Whether what happens to a topic or a consumer group makes sense.
final class QueueChecks {
    private QueueChecks() {}

    static Optional<String> check(QueueEffect effect, Estate estate) {
        return known(
                        "queue",
                        effect.queue(),
                        estate.queues().stream().map(Estate.Queue::name).toList())
                .or(() -> region(effect.region(), estate))
                .or(() -> details(effect, estate.queue(effect.queue()).orElseThrow()));
    }

    private static Optional<String> details(QueueEffect effect, Estate.Queue queue) {
        return switch (effect) {
            case QueueEffect.Bulk bulk -> within("ratePerSecond", bulk.ratePerSecond(), 0, 5000);
            case QueueEffect.DivertBulk _ -> Optional.empty();
            case QueueEffect.OfGroup of -> {
                var groups = queue.consumers().stream().map(Estate.ConsumerGroup::name).toList();
                yield known("consumer group of " + queue.name(), of.group(), groups)
                        .or(() -> numbers(of, queue));
            }
        };
    }

    private static Optional<String> numbers(QueueEffect.OfGroup effect, Estate.Queue queue) {
        int last = queue.partitions() - 1;
        return switch (effect) {
            case QueueEffect.Poison poison -> within("partition", poison.partition(), 0, last);
            case QueueEffect.Skip skip -> within("partition", skip.partition(), 0, last);
            case QueueEffect.LoseAcks lose ->
                    within("redeliveredRatio", lose.redeliveredRatio(), 0, 1);
            case QueueEffect.Purge _ -> Optional.empty();
            case QueueEffect.Replay replay -> within("messages", replay.messages(), 1, 1_000_000);
            case QueueEffect.Batch batch ->
                    within("maxBatch", batch.maxBatch(), 1, 100_000)
                            .or(() -> within("maxPollSeconds", batch.maxPollSeconds(), 1, 86_400));
        };
    }
}
