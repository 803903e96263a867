// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.QueueEffect;
import java.util.Optional;

/// What the change feed says of what people did to a topic or a consumer group; nothing where nobody
/// would announce it.
final class QueueChanges {
    private QueueChanges() {}

    static Optional<ChangeRow> row(QueueEffect effect, String actor, int tick) {
        return switch (effect) {
            case QueueEffect.Bulk _, QueueEffect.Poison _, QueueEffect.LoseAcks _ ->
                    Optional.empty();
            case QueueEffect.DivertBulk divert ->
                    row(
                            effect,
                            actor,
                            tick,
                            "Bulk messages of "
                                    + in(effect)
                                    + (divert.on() ? " go elsewhere" : " go here again"),
                            "those that are there already stay");
            case QueueEffect.Skip skip ->
                    row(
                            effect,
                            actor,
                            tick,
                            skip.group() + " skipped a message of " + in(effect),
                            "partition " + skip.partition());
            case QueueEffect.Purge purge ->
                    row(
                            effect,
                            actor,
                            tick,
                            purge.group() + " went to the end of " + in(effect),
                            "what was waiting is not handled");
            case QueueEffect.Replay replay ->
                    row(
                            effect,
                            actor,
                            tick,
                            replay.group() + " went back in " + in(effect),
                            "by " + replay.messages() + " messages in every partition");
            case QueueEffect.Batch batch ->
                    row(
                            effect,
                            actor,
                            tick,
                            batch.group()
                                    + " takes up to "
                                    + batch.maxBatch()
                                    + " messages of "
                                    + in(effect),
                            "max.poll.interval " + batch.maxPollSeconds() + " s");
        };
    }

    private static String in(QueueEffect effect) {
        return effect.queue() + (effect.region().isEmpty() ? "" : " in " + effect.region());
    }

    private static Optional<ChangeRow> row(
            QueueEffect effect, String actor, int tick, String summary, String detail) {
        return Optional.of(new ChangeRow(tick, "queue", effect.queue(), actor, summary, detail));
    }
}
