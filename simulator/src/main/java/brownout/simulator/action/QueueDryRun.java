// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Inventory;
import brownout.simulator.fault.QueueEffect;
import java.util.ArrayList;
import java.util.List;

/// What an effect on a topic or a consumer group would do.
final class QueueDryRun {
    private QueueDryRun() {}

    static Preview of(QueueEffect effect, Inventory inventory) {
        return switch (effect) {
            case QueueEffect.Bulk bulk ->
                    preview(bulk.ratePerSecond() + "/s bulk messages to " + in(effect), List.of());
            case QueueEffect.DivertBulk divert ->
                    preview(
                            "Publish bulk messages of "
                                    + in(effect)
                                    + (divert.on() ? " elsewhere" : " here again"),
                            List.of(),
                            "bulk messages that are there already stay in their places");
            case QueueEffect.OfGroup of -> group(of, lags(of, inventory));
        };
    }

    private static Preview group(QueueEffect.OfGroup effect, List<String> lags) {
        return switch (effect) {
            case QueueEffect.Poison _ ->
                    preview("A message of " + in(effect) + " is broken", List.of());
            case QueueEffect.LoseAcks lose ->
                    lose.redeliveredRatio() > 0
                            ? preview("Messages of " + in(effect) + " come again", List.of())
                            : preview(
                                    "Acknowledge messages of " + in(effect) + " one by one",
                                    lags,
                                    "nothing that was handled is delivered again");
            case QueueEffect.Skip skip ->
                    preview(
                            "Skip a message of " + in(effect) + ", partition " + skip.partition(),
                            lags,
                            "the message that is next in that partition is never handled");
            case QueueEffect.Purge _ ->
                    preview(
                            "Let " + effect.group() + " go to the end of " + in(effect),
                            lags,
                            "what waits now is never handled");
            case QueueEffect.Replay replay ->
                    preview(
                            "Let " + effect.group() + " go back in " + in(effect),
                            lags,
                            replay.messages() + " messages of every partition are handled again",
                            "whatever handling them does is done twice");
            case QueueEffect.Batch batch ->
                    preview(
                            "Let " + effect.group() + " take " + batch.maxBatch() + " at once",
                            lags,
                            "it has " + batch.maxPollSeconds() + " s for them");
        };
    }

    private static List<String> lags(QueueEffect.OfGroup effect, Inventory inventory) {
        return inventory.groups().stream()
                .filter(g -> g.queue().equals(effect.queue()) && g.name().equals(effect.group()))
                .filter(g -> effect.region().isEmpty() || g.region().equals(effect.region()))
                .map(g -> g.region() + ": " + g.lag() + " messages waiting now")
                .toList();
    }

    private static String in(QueueEffect effect) {
        return effect.queue() + (effect.region().isEmpty() ? "" : " in " + effect.region());
    }

    private static Preview preview(String summary, List<String> facts, String... more) {
        var lines = new ArrayList<>(facts);
        lines.addAll(List.of(more));
        return new Preview(summary, lines, 0, 1);
    }
}
